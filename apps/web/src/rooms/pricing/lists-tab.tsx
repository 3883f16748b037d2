import type { PriceListSummary } from '@mosaajii/contract/pricing';
import { Tags } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Answer } from '../../platform/answer/index.ts';
import { api } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { newId } from '../../platform/ids/index.ts';
import {
  Button,
  Card,
  Checkbox,
  Chip,
  Dialog,
  EmptyState,
  Field,
  Notice,
  Select,
  TextInput,
} from '../../platform/ui/index.ts';
import { useWhen } from '../../platform/when/index.ts';
import { ListPrices } from './list-prices.tsx';
import { NamePicker } from './name-picker.tsx';
import { STATE } from './promotion-words.ts';
import { useCanWrite } from './use-can-write.ts';
import { useNames } from './use-names.ts';
import { useChange, usePriceLists, usePricingChoices } from './use-pricing.ts';

/** Price lists by priority; the prices of one open below it. */
export function ListsTab() {
  const lists = usePriceLists();
  const canWrite = useCanWrite();
  const [edited, setEdited] = useState<PriceListSummary | 'new' | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const make = (
    <Button variant="primary" onClick={() => setEdited('new')}>
      {t('pricing.listNew')}
    </Button>
  );
  return (
    <>
      <Answer query={lists}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={Tags} title={t('pricing.listsNone')} {...(canWrite ? { actions: make } : {})}>
              {t('pricing.listsNoneText')}
            </EmptyState>
          ) : (
            <>
              {canWrite ? <div className="flex justify-end">{make}</div> : null}
              {items.map((list) => (
                <ListCard
                  key={list.priceListId}
                  list={list}
                  isOpen={openId === list.priceListId}
                  onOpen={() => setOpenId(openId === list.priceListId ? null : list.priceListId)}
                  onEdit={() => setEdited(list)}
                />
              ))}
            </>
          )
        }
      </Answer>
      {edited === null ? null : <ListEditor list={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}

function ListCard({
  list,
  isOpen,
  onOpen,
  onEdit,
}: {
  readonly list: PriceListSummary;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onEdit: () => void;
}) {
  const when = useWhen();
  const canWrite = useCanWrite();
  const { name, state, priority, priceCount, validFrom, validTo, kind, storeIds = [], customerGroupIds = [] } = list;
  const nameOf = useNames([]);
  const named = (ids: readonly string[]) => ids.map((id) => nameOf(id) || t('pricing.goneName')).join(', ');
  const dates = [
    ...(validFrom === undefined ? [] : [t('pricing.since', { when: when(validFrom) })]),
    ...(validTo === undefined ? [] : [t('pricing.until', { when: when(validTo) })]),
    ...(storeIds.length === 0 ? [] : [t('pricing.inStores', { stores: named(storeIds) })]),
    ...(customerGroupIds.length === 0 ? [] : [t('pricing.forGroups', { groups: named(customerGroupIds) })]),
  ];
  return (
    <Card>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
        <div className="min-w-52 flex-1">
          <p className="flex flex-wrap items-center gap-2">
            <b className="font-semibold">{name}</b>
            <Chip size="sm" icon="dot" tone={STATE[state].tone}>
              {t(STATE[state].label)}
            </Chip>
          </p>
          <p className="text-ink-2">
            {[t(kind === 'floor' ? 'pricing.listFloor' : 'pricing.listPrice'), ...dates].join(', ')}
          </p>
          <p className="num text-sm text-ink-3">
            {t('pricing.rank', { rank: priority })} · {t('pricing.prices', { count: priceCount })}
          </p>
        </div>
        <div className="flex gap-2">
          {canWrite ? (
            <Button aria-label={t('pricing.edit', { name })} onClick={onEdit}>
              {t('pricing.editShort')}
            </Button>
          ) : null}
          <Button aria-expanded={isOpen} onClick={onOpen}>
            {t('pricing.pricesOf', { name })}
          </Button>
        </div>
      </div>
      {isOpen ? <ListPrices list={list} /> : null}
    </Card>
  );
}

/** The field of a date keeps this device's clock; the server keeps the moment. */
function toLocal(instant: string | undefined): string {
  if (instant === undefined) return '';
  const date = new Date(instant);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function ListEditor({ list, onClose }: { readonly list: PriceListSummary | null; readonly onClose: () => void }) {
  const { problem, isPending, run } = useChange();
  const [priceListId] = useState(newId);
  const [name, setName] = useState(list?.name ?? '');
  const [kind, setKind] = useState<'price' | 'floor'>(list?.kind ?? 'price');
  const [from, setFrom] = useState(toLocal(list?.validFrom));
  const [to, setTo] = useState(toLocal(list?.validTo));
  const [priority, setPriority] = useState(String(list?.priority ?? 100));
  const [storeIds, setStoreIds] = useState<readonly string[]>(list?.storeIds ?? []);
  const [groupIds, setGroupIds] = useState<readonly string[]>(list?.customerGroupIds ?? []);
  const { stores = [], groups = [] } = usePricingChoices().data ?? {};
  const [isActive, setActive] = useState(list?.isActive ?? true);
  const [isTried, setTried] = useState(false);
  const rank = /^[1-9]\d{0,2}$|^1000$/.test(priority.trim()) ? Number(priority) : null;
  const isPeriodWrong = from !== '' && to !== '' && to <= from;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '' || rank === null || isPeriodWrong) return;
    const fields = {
      name: name.trim(),
      kind,
      isActive,
      priority: rank,
      ...(storeIds.length === 0 ? {} : { storeIds }),
      ...(groupIds.length === 0 ? {} : { customerGroupIds: groupIds }),
      ...(from === '' ? {} : { validFrom: new Date(from).toISOString() }),
      ...(to === '' ? {} : { validTo: new Date(to).toISOString() }),
    };
    const saved = await run(
      () =>
        list === null
          ? api.post('/price-lists', { body: { priceListId, ...fields } })
          : api.put(`/price-lists/${list.priceListId}`, { body: { version: list.version, ...fields } }),
      t('pricing.saved'),
    );
    if (saved !== null) onClose();
  };
  return (
    <Dialog
      title={list === null ? t('pricing.listNew') : t('pricing.listEdit')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('pricing.cancel')}</Button>
          <Button variant="primary" type="submit" form="price-list" isPending={isPending}>
            {t('pricing.save')}
          </Button>
        </>
      }
    >
      <form id="price-list" noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {problem === null ? null : (
          <Notice tone="danger" isAlert>
            {problem.detail} {problem.action}
          </Notice>
        )}
        <Field label={t('pricing.name')} error={isTried && name.trim() === '' ? t('pricing.wrongName') : undefined}>
          <TextInput data-autofocus value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t('pricing.listKind')}>
          <Select value={kind} onChange={(event) => setKind(event.target.value as 'price' | 'floor')}>
            <option value="price">{t('pricing.listPrice')}</option>
            <option value="floor">{t('pricing.listFloor')}</option>
          </Select>
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('pricing.from')}>
            <TextInput type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
          </Field>
          <Field label={t('pricing.to')} error={isTried && isPeriodWrong ? t('pricing.wrongPeriod') : undefined}>
            <TextInput type="datetime-local" value={to} onChange={(event) => setTo(event.target.value)} />
          </Field>
        </div>
        <Field
          label={t('pricing.priority')}
          hint={t('pricing.priorityHint')}
          error={isTried && rank === null ? t('pricing.wrongNumber') : undefined}
        >
          <TextInput inputMode="numeric" value={priority} onChange={(event) => setPriority(event.target.value)} />
        </Field>
        {stores.length > 1 || storeIds.length > 0 ? (
          <NamePicker
            label={t('pricing.stores')}
            all={t('pricing.storesAll')}
            add={t('pricing.storeAdd')}
            choices={stores.map(({ storeId: id, name: called }) => ({ id, name: called }))}
            picked={storeIds}
            onChange={setStoreIds}
          />
        ) : null}
        {groups.length > 0 || groupIds.length > 0 ? (
          <NamePicker
            label={t('pricing.groups')}
            all={t('pricing.groupsAll')}
            add={t('pricing.groupAdd')}
            choices={groups.map(({ groupId: id, name: called }) => ({ id, name: called }))}
            picked={groupIds}
            onChange={setGroupIds}
          />
        ) : null}
        <Checkbox checked={isActive} onChange={(event) => setActive(event.target.checked)}>
          {t('pricing.isActive')}
        </Checkbox>
      </form>
    </Dialog>
  );
}
