import { ShieldX } from 'lucide-react';
import { useState } from 'react';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { EmptyState, PageHeader, Tabs } from '../../platform/ui/index.ts';
import { AddressesTab } from './addresses-tab.tsx';
import { CashiersTab } from './cashiers-tab.tsx';
import { EventsTab } from './events-tab.tsx';
import { SessionsTab } from './sessions-tab.tsx';
import { useLiveNews, useOverview } from './use-security.ts';

type Part = 'events' | 'sessions' | 'cashiers' | 'addresses';

/** Who came in or tried to, who is in now, and what is unusual: for who may see it. */
export function SecurityScreen() {
  const { session } = useDevice();
  const isAllowed = useObservable(session.state).status === 'signed-in' && session.can('security.read');
  return isAllowed ? (
    <Security />
  ) : (
    <>
      <PageHeader title={t('security.title')} />
      <EmptyState icon={ShieldX} title={t('security.notAllowed')}>
        {t('security.notAllowedText')}
      </EmptyState>
    </>
  );
}

function Security() {
  useLiveNews();
  const [part, setPart] = useState<Part>('events');
  const [hours, setHours] = useState(24);
  const overview = useOverview(hours);
  const items: { readonly value: Part; readonly label: string }[] = [
    { value: 'events', label: t('security.tabEvents') },
    { value: 'sessions', label: t('security.tabSessions') },
    { value: 'cashiers', label: t('security.tabCashiers') },
  ];
  if (overview.data?.isOperator === true) items.push({ value: 'addresses', label: t('security.tabAddresses') });
  return (
    <>
      <PageHeader title={t('security.title')} meta={t('security.meta')} />
      <Tabs label={t('security.tabs')} value={part} items={items} onChange={setPart}>
        <div className="flex flex-col gap-5 pt-4">
          {part === 'events' ? <EventsTab overview={overview} hours={hours} onHours={setHours} /> : null}
          {part === 'sessions' ? <SessionsTab /> : null}
          {part === 'cashiers' ? <CashiersTab /> : null}
          {part === 'addresses' ? <AddressesTab /> : null}
        </div>
      </Tabs>
    </>
  );
}
