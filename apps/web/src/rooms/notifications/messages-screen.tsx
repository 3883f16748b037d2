import { Send } from 'lucide-react';
import { useState } from 'react';
import { useAccessTerm } from '../../platform/access-term/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { useNavigate, useSearch } from '../../platform/router/index.ts';
import { Button, Field, PageHeader, SegmentedControl, Tabs } from '../../platform/ui/index.ts';
import { MessageLog } from './message-log.tsx';
import { type MessageView, parseMessageSearch } from './message-search.ts';
import { PreferencesPanel } from './preferences-panel.tsx';
import { SuppressionsPanel } from './suppressions-panel.tsx';
import { TemplatesPanel } from './templates-panel.tsx';
import { TestDialog } from './test-dialog.tsx';
import type { Scope } from './use-messages.ts';

/** What this shop sends, and what one wants to be told oneself. The log needs `messages.read`, one's own wishes nothing. */
export function MessagesScreen() {
  const { session } = useDevice();
  const state = useObservable(session.state);
  const isSignedIn = state.status === 'signed-in';
  const userId = state.status === 'signed-in' ? state.session.user.userId : '';
  const canRead = isSignedIn && session.can('messages.read');
  const canWrite = isSignedIn && session.can('messages.write');
  const search = parseMessageSearch(useSearch());
  const navigate = useNavigate();
  const [isTesting, setTesting] = useState(false);
  const [scope, setScope] = useState<Scope>('shop');
  const isOperator = useAccessTerm(userId)?.isOperator === true;
  const view = canRead ? (search.view ?? 'log') : 'preferences';
  const items: { value: MessageView; label: string }[] = [
    ...(canRead
      ? ([
          { value: 'log', label: t('notifications.log') },
          { value: 'templates', label: t('notifications.templates') },
          { value: 'suppressions', label: t('notifications.suppressions') },
        ] as const)
      : []),
    { value: 'preferences', label: t('notifications.preferences') },
  ];
  const test = (
    <Button
      icon={<Send aria-hidden className="size-4" strokeWidth={1.75} />}
      variant="primary"
      onClick={() => setTesting(true)}
    >
      {t('notifications.sendTest')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('notifications.title')}
        meta={t('notifications.meta')}
        actions={canWrite ? test : undefined}
      />
      <Tabs
        label={t('notifications.views')}
        value={view}
        items={items}
        onChange={(next) => navigate({ to: '/messages', search: { view: next } })}
      >
        <div className="pt-4">
          {isOperator && (view === 'log' || view === 'suppressions') ? (
            <ScopeField value={scope} onChange={setScope} />
          ) : null}
          {view === 'log' ? (
            <MessageLog key={scope} scope={scope} state={search.state ?? ''} canWrite={canWrite} />
          ) : null}
          {view === 'templates' ? <TemplatesPanel /> : null}
          {view === 'suppressions' ? <SuppressionsPanel scope={scope} canWrite={canWrite} /> : null}
          {view === 'preferences' ? <PreferencesPanel /> : null}
        </div>
      </Tabs>
      {isTesting ? <TestDialog onClose={() => setTesting(false)} /> : null}
    </>
  );
}

/** Whoever runs the installation looks after its own messages too: those that belong to no shop. */
function ScopeField({ value, onChange }: { readonly value: Scope; readonly onChange: (scope: Scope) => void }) {
  return (
    <Field label={t('notifications.scope')} className="max-w-md pb-4">
      <SegmentedControl
        label={t('notifications.scope')}
        value={value}
        options={[
          { value: 'shop', label: t('notifications.scopeShop') },
          { value: 'installation', label: t('notifications.scopeInstallation') },
        ]}
        onChange={onChange}
      />
    </Field>
  );
}
