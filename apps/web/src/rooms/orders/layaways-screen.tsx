import type { LayawayList, LayawaySummary } from '@mosaajii/contract/layaways';
import { minor } from '@mosaajii/domain/money';
import { PackageCheck, SearchX } from 'lucide-react';
import { useState } from 'react';
import { itemsOf, Listed, usePages } from '../../platform/answer/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { layaway as words } from '../../platform/i18n/en/layaway.ts';
import { addMessages, formatDate, t } from '../../platform/i18n/index.ts';
import { Link } from '../../platform/router/index.ts';
import {
  Amount,
  Button,
  EmptyState,
  linkLook,
  PageHeader,
  plainLinkLook,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '../../platform/ui/index.ts';
import { LayawayDrawer } from './parts/layaway-drawer.tsx';
import { EVERY_LAYAWAY, LayawayFilters, type LayawaysAsked, layawayParameters } from './parts/layaway-filters.tsx';
import { StateChip } from './parts/layaway-state.tsx';

addMessages('layaway', words);

/** Goods that are put aside against deposits: found by what is known of them, the latest first. */
export function LayawaysScreen() {
  const [asked, setAsked] = useState(EVERY_LAYAWAY);
  const [openId, setOpenId] = useState<string | null>(null);
  const search = layawayParameters(asked);
  const list = useLayaways(search);
  const change = (part: Partial<LayawaysAsked>) => setAsked((now) => ({ ...now, ...part }));
  return (
    <>
      <PageHeader
        title={t('ui.navLayaways')}
        meta={t('layaway.officeIntro')}
        actions={
          <a className={plainLinkLook} href={`/api/v1/layaways/export?${search}`} download>
            {t('layaway.export')}
          </a>
        }
      />
      <LayawayFilters asked={asked} onChange={change} />
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
        {(items) => <LayawayTable items={items} onOpen={setOpenId} />}
      </Listed>
      {openId === null ? null : <LayawayDrawer layawayId={openId} onClose={() => setOpenId(null)} />}
    </>
  );
}

function useLayaways(search: URLSearchParams) {
  const path = `/layaways?${search}&limit=50`;
  return usePages(['layaways', path], path, (pages: readonly LayawayList[]) => itemsOf(pages));
}

function LayawayTable({
  items,
  onOpen,
}: {
  readonly items: readonly LayawaySummary[];
  readonly onOpen: (layawayId: string) => void;
}) {
  return (
    <Table label={t('ui.navLayaways')}>
      <TableHead>
        <TableHeader>{t('layaway.number')}</TableHeader>
        <TableHeader className="max-sm:hidden">{t('layaway.filterState')}</TableHeader>
        <TableHeader className="max-md:hidden">{t('layaway.until')}</TableHeader>
        <TableHeader isFigure className="max-md:hidden">
          {t('layaway.total')}
        </TableHeader>
        <TableHeader isFigure>{t('layaway.paid')}</TableHeader>
      </TableHead>
      <tbody>
        {items.map((item) => (
          <LayawayRow key={item.layawayId} item={item} onOpen={() => onOpen(item.layawayId)} />
        ))}
      </tbody>
    </Table>
  );
}

function LayawayRow({ item, onOpen }: { readonly item: LayawaySummary; readonly onOpen: () => void }) {
  const session = useObservable(useDevice().session.state);
  if (session.status === 'signed-out') return null;
  const { currency, locale } = session.session.organization;
  return (
    <TableRow>
      <TableCell>
        <button
          type="button"
          onClick={onOpen}
          className="code block min-h-8 rounded-control py-1 font-medium text-brand-ink hover:underline"
        >
          {item.number}
        </button>
        <span className="block max-w-64 truncate text-ink-2 max-sm:max-w-40">{item.customerName}</span>
        <span className="sm:hidden">
          <StateChip state={item.state} />
        </span>
      </TableCell>
      <TableCell className="max-sm:hidden">
        <StateChip state={item.state} />
      </TableCell>
      <TableCell className="num text-ink-2 max-md:hidden">{formatDate(item.dueOn)}</TableCell>
      <TableCell isFigure className="max-md:hidden">
        <Amount value={minor(item.totalMinor)} currency={currency} locale={locale} />
      </TableCell>
      <TableCell isFigure>
        <Amount value={minor(item.paidMinor)} currency={currency} locale={locale} />
      </TableCell>
    </TableRow>
  );
}
