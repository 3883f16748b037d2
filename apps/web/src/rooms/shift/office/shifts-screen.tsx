import { ShieldX } from 'lucide-react';
import { useState } from 'react';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { useNames } from '../../../platform/names/index.ts';
import { EmptyState, PageHeader, Tabs } from '../../../platform/ui/index.ts';
import { type Filters, filtersOf, paramsOf } from './filters.ts';
import { OverShortTab } from './parts/over-short-tab.tsx';
import { ReceiptNumbersTab } from './parts/receipt-numbers-tab.tsx';
import { SellersTab } from './parts/sellers-tab.tsx';
import { ShiftListTab } from './parts/shift-list-tab.tsx';
import { ZArchiveTab } from './parts/z-archive-tab.tsx';

const TABS = ['shifts', 'z', 'over-short', 'sellers', 'numbers'] as const;
type Tab = (typeof TABS)[number];

/** Every shift of every register: what its drawer should have held, what was counted, and the reports that closed it. */
export function ShiftsScreen() {
  const { session } = useDevice();
  const isAllowed = useObservable(session.state).status === 'signed-in' && session.can('shift.read');
  return (
    <>
      <PageHeader title={t('shift.allTitle')} meta={t('shift.allMeta')} />
      {isAllowed ? (
        <Shifts />
      ) : (
        <EmptyState icon={ShieldX} title={t('shift.allNotAllowed')}>
          {t('shift.allNotAllowedText')}
        </EmptyState>
      )}
    </>
  );
}

function Shifts() {
  const [tab, setTab] = useState<Tab>('shifts');
  const [filters, setFilters] = useState(() => filtersOf(window.location.search));
  const names = useNames();
  const change = (next: Filters) => {
    setFilters(next);
    const search = paramsOf(next).toString();
    window.history.replaceState(window.history.state, '', search === '' ? window.location.pathname : `?${search}`);
  };
  const shared = { filters, names, onChange: change };
  return (
    <>
      <Tabs
        label={t('shift.allTitle')}
        value={tab}
        items={[
          { value: 'shifts', label: t('shift.allTabShifts') },
          { value: 'z', label: t('shift.allTabZ') },
          { value: 'over-short', label: t('shift.allTabOverShort') },
          { value: 'sellers', label: t('shift.allTabSellers') },
          { value: 'numbers', label: t('shift.allTabNumbers') },
        ]}
        onChange={setTab}
      >
        <div className="pt-4">
          {tab === 'shifts' ? <ShiftListTab {...shared} /> : null}
          {tab === 'z' ? <ZArchiveTab {...shared} /> : null}
          {tab === 'over-short' ? <OverShortTab names={names} /> : null}
          {tab === 'sellers' ? <SellersTab names={names} /> : null}
          {tab === 'numbers' ? <ReceiptNumbersTab names={names} /> : null}
        </div>
      </Tabs>
    </>
  );
}
