import type { LayawayList, LayawaySummary } from '@mosaajii/contract/layaways';
import { minor } from '@mosaajii/domain/money';
import { PackageCheck, SearchX } from 'lucide-react';
import { useState } from 'react';
import { itemsOf, Listed, usePages } from '../../platform/answer/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { layaway as words } from '../../platform/i18n/en/layaway.ts';
import { addMessages, formatDate, t } from '../../platform/i18n/index.ts';
import {
  Amount,
  Button,
  EmptyState,
  Field,
  PageHeader,
  plainLinkLook,
  SearchField,
  Select,
  Table,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TextInput,
} from '../../platform/ui/index.ts';
import { LayawayDrawer } from './parts/layaway-drawer.tsx';
import { LOOKS, STATES, StateChip } from './parts/layaway-state.tsx';

addMessages('layaway', words);

interface Asked {
  readonly query: string;
  readonly state: string;
  readonly from: string;
  readonly to: string;
}
const EVERYTHING: Asked = { query: '', state: 'all', from: '', to: '' };

/** Goods that are put aside against deposits: by number, state and day, the latest first. */
export function LayawaysScreen() {
  const [asked, setAsked] = useState<Asked>(EVERYTHING);
  const [openId, setOpenId] = useState<string | null>(null);
  const search = parametersOf(asked);
  const list = useLayaways(search);
  const change = (part: Partial<Asked>) => setAsked((now) => ({ ...now, ...part }));
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
      <Filters asked={asked} onChange={change} />
      <Listed
        pages={list}
        empty={
          search.toString() !== parametersOf(EVERYTHING).toString() ? (
            <EmptyState
              icon={SearchX}
              title={t('layaway.officeNoneFit')}
              actions={<Button onClick={() => setAsked(EVERYTHING)}>{t('layaway.officeClear')}</Button>}
            />
          ) : (
            <EmptyState icon={PackageCheck} title={t('layaway.officeNone')}>
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

function Filters({ asked, onChange }: { readonly asked: Asked; readonly onChange: (part: Partial<Asked>) => void }) {
  return (
    <div className="mb-3 flex flex-wrap items-end gap-2">
      <SearchField
        label={t('layaway.number')}
        clearLabel={t('orders.clearSearch')}
        query={asked.query}
        onSearch={(query) => onChange({ query })}
        takesScans
      />
      <Select
        aria-label={t('layaway.filterState')}
        className="w-auto!"
        value={asked.state}
        onChange={(event) => onChange({ state: event.target.value })}
      >
        <option value="all">{t('layaway.all')}</option>
        {STATES.map((state) => (
          <option key={state} value={state}>
            {t(LOOKS[state][0])}
          </option>
        ))}
      </Select>
      {(['from', 'to'] as const).map((name) => (
        <Field key={name} label={t(`layaway.${name}`)}>
          <TextInput type="date" value={asked[name]} onChange={(event) => onChange({ [name]: event.target.value })} />
        </Field>
      ))}
    </div>
  );
}

function parametersOf({ query, state, from, to }: Asked): URLSearchParams {
  const search = new URLSearchParams({ state });
  if (query !== '') search.set('query', query);
  if (from !== '') search.set('from', from);
  if (to !== '') search.set('to', to);
  return search;
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
        <TableHeader className="text-end max-md:hidden">{t('layaway.total')}</TableHeader>
        <TableHeader className="text-end">{t('layaway.paid')}</TableHeader>
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
      <TableCell className="text-end max-md:hidden">
        <Amount value={minor(item.totalMinor)} currency={currency} locale={locale} />
      </TableCell>
      <TableCell className="text-end">
        <Amount value={minor(item.paidMinor)} currency={currency} locale={locale} />
      </TableCell>
    </TableRow>
  );
}
