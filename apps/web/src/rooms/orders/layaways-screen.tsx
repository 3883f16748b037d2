import type { LayawayList, LayawaySummary } from '@mosaajii/contract/layaways';
import { minor } from '@mosaajii/domain/money';
import { PackageCheck, SearchX } from 'lucide-react';
import { useState } from 'react';
import { itemsOf, Listed, usePages } from '../../platform/answer/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { layaway as words } from '../../platform/i18n/en/layaway.ts';
import { addMessages, formatDate, t } from '../../platform/i18n/index.ts';
import { ListFrame, ListTable, saveFrom, type TableColumn } from '../../platform/lists/index.ts';
import { Link } from '../../platform/router/index.ts';
import { Amount, Button, EmptyState, linkLook, PageHeader, plainLinkLook } from '../../platform/ui/index.ts';
import { LayawayDrawer } from './parts/layaway-drawer.tsx';
import {
  EVERY_LAYAWAY,
  LayawayFilters,
  type LayawaysAsked,
  layawayParameters,
  layawaysAsked,
} from './parts/layaway-filters.tsx';
import { StateChip } from './parts/layaway-state.tsx';

addMessages('layaway', words);

/** Goods that are put aside against deposits: found by what is known of them, the latest first. */
export function LayawaysScreen() {
  const [asked, setAsked] = useState(EVERY_LAYAWAY);
  const [openId, setOpenId] = useState<string | null>(null);
  const search = layawayParameters(asked);
  const list = useLayaways(search);
  const columns = useLayawayColumns(setOpenId);
  const exportHref = `/api/v1/layaways/export?${search}`;
  const change = (part: Partial<LayawaysAsked>) => setAsked((now) => ({ ...now, ...part }));
  return (
    <>
      <PageHeader
        title={t('ui.navLayaways')}
        meta={t('layaway.officeIntro')}
        actions={
          <a className={plainLinkLook} href={exportHref} download aria-keyshortcuts="Control+E">
            {t('layaway.export')}
          </a>
        }
      />
      <ListFrame
        list="layaways"
        columns={columns}
        search={search}
        onSearch={(wanted) => setAsked(layawaysAsked(wanted))}
        onExport={() => saveFrom(exportHref)}
        filters={<LayawayFilters asked={asked} onChange={change} />}
      >
        <Listed
          pages={list}
          empty={
            search.toString() !== layawayParameters(EVERY_LAYAWAY).toString() ? (
              <EmptyState
                icon={SearchX}
                title={t('layaway.officeNoneFit')}
                actions={<Button onClick={() => setAsked(EVERY_LAYAWAY)}>{t('layaway.officeClear')}</Button>}
              />
            ) : (
              <EmptyState
                icon={PackageCheck}
                title={t('layaway.officeNone')}
                actions={
                  <Link to="/till" className={linkLook}>
                    {t('ui.toTill')}
                  </Link>
                }
              >
                {t('layaway.officeNoneHint')}
              </EmptyState>
            )
          }
        >
          {(items) => (
            <ListTable label={t('ui.navLayaways')} columns={columns} rows={items} idOf={({ layawayId }) => layawayId} />
          )}
        </Listed>
      </ListFrame>
      {openId === null ? null : <LayawayDrawer layawayId={openId} onClose={() => setOpenId(null)} />}
    </>
  );
}

function useLayaways(search: URLSearchParams) {
  const path = `/layaways?${search}&limit=50`;
  return usePages(['layaways', path], path, (pages: readonly LayawayList[]) => itemsOf(pages));
}

function useLayawayColumns(onOpen: (layawayId: string) => void): readonly TableColumn<LayawaySummary>[] {
  const session = useObservable(useDevice().session.state);
  const organization = session.status === 'signed-out' ? null : session.session.organization;
  const amount = (value: number) =>
    organization === null ? null : (
      <Amount value={minor(value)} currency={organization.currency} locale={organization.locale} />
    );
  return [
    {
      name: 'number',
      label: t('layaway.number'),
      isFixed: true,
      cell: (item) => (
        <>
          <button
            type="button"
            onClick={() => onOpen(item.layawayId)}
            className="code block min-h-8 rounded-control py-1 font-medium text-brand-ink hover:underline"
          >
            {item.number}
          </button>
          <span className="block max-w-64 truncate text-ink-2 max-sm:max-w-40">{item.customerName}</span>
          <span className="sm:hidden">
            <StateChip state={item.state} />
          </span>
        </>
      ),
    },
    {
      name: 'state',
      label: t('layaway.filterState'),
      from: 'sm',
      cell: ({ state }) => <StateChip state={state} />,
    },
    {
      name: 'until',
      label: t('layaway.until'),
      from: 'md',
      className: 'num text-ink-2',
      cell: ({ dueOn }) => formatDate(dueOn),
    },
    {
      name: 'total',
      label: t('layaway.total'),
      from: 'md',
      isFigure: true,
      cell: ({ totalMinor }) => amount(totalMinor),
    },
    { name: 'paid', label: t('layaway.paid'), isFigure: true, cell: ({ paidMinor }) => amount(paidMinor) },
  ];
}
