import { ShieldX } from 'lucide-react';
import { useState } from 'react';
import { ApiFailure } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { EmptyState, PageHeader, Tabs } from '../../platform/ui/index.ts';
import { OperatorsTab } from './operators-tab.tsx';
import { PlansTab } from './plans-tab.tsx';
import { RequestsTab } from './requests-tab.tsx';
import { ShopsTab } from './shops-tab.tsx';
import { useRequests } from './use-admin.ts';

const TABS = ['requests', 'shops', 'plans', 'operators'] as const;
type Tab = (typeof TABS)[number];
const NAMES = {
  requests: 'access.tabRequests',
  shops: 'access.tabShops',
  plans: 'access.tabPlans',
  operators: 'access.tabOperators',
} as const;

/** The panel of whoever runs the installation: who asks, who paid, who may decide. */
export function AdminScreen() {
  const [tab, setTab] = useState<Tab>('requests');
  const waiting = useRequests('waiting');
  if (waiting.error instanceof ApiFailure && waiting.error.problem.code === 'operator-only') {
    return (
      <>
        <PageHeader title={t('access.adminTitle')} />
        <EmptyState icon={ShieldX} title={t('access.notAllowed')}>
          {t('access.notAllowedText')}
        </EmptyState>
      </>
    );
  }
  const count = waiting.data?.requests.length;
  const items = TABS.map((value) => ({
    value,
    label: t(NAMES[value]),
    ...(value === 'requests' && count !== undefined && count > 0 ? { count } : {}),
  }));
  return (
    <>
      <PageHeader title={t('access.adminTitle')} meta={t('access.adminMeta')} />
      <Tabs label={t('access.adminTitle')} value={tab} items={items} onChange={setTab}>
        <div className="pt-4">
          {tab === 'requests' ? <RequestsTab /> : null}
          {tab === 'shops' ? <ShopsTab /> : null}
          {tab === 'plans' ? <PlansTab /> : null}
          {tab === 'operators' ? <OperatorsTab /> : null}
        </div>
      </Tabs>
    </>
  );
}
