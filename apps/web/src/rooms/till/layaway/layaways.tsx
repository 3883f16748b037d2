import { depositLeft, type LayawayItem, layawayOwed } from '@mosaajii/domain/layaway';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useDevice } from '../../../platform/device/index.ts';
import { useObservable } from '../../../platform/device/observable.ts';
import { formatDate, t } from '../../../platform/i18n/index.ts';
import { Amount, Field, Notice, Sheet, TextInput } from '../../../platform/ui/index.ts';
import { useTill } from '../till-context.tsx';
import { useOnline } from '../use-online.ts';
import { knownLayaways } from './known-layaways.ts';
import { LayawayChip } from './layaway-chip.tsx';
import { LayawayDetail } from './layaway-detail.tsx';
import { PutAside } from './put-aside.tsx';

/** What is put aside in this store against deposits; the sale at hand can join it. */
export function Layaways() {
  const { carts } = useTill();
  const [list, reload] = useLayaways();
  const [openId, setOpenId] = useState<string | null>(null);
  const close = () => carts.store.setState({ layer: null });
  const opened = list?.find((item) => item.id === openId);
  if (opened !== undefined) {
    return (
      <Sheet title={opened.number} onClose={close} className="comfortable">
        <LayawayDetail item={opened} onBack={() => setOpenId(null)} onChanged={reload} />
      </Sheet>
    );
  }
  return (
    <Sheet title={t('layaway.title')} onClose={close} className="comfortable">
      <div className="flex flex-col gap-5 pb-2">
        <PutAside
          onOpened={(layawayId) => {
            reload();
            setOpenId(layawayId);
          }}
        />
        <LayawayList list={list} onOpen={setOpenId} />
      </div>
    </Sheet>
  );
}

/** The layaways that this register knows, and how to look again after something was done. */
function useLayaways(): readonly [readonly LayawayItem[] | null, () => void] {
  const device = useDevice();
  const [list, setList] = useState<readonly LayawayItem[] | null>(null);
  const latest = useRef(0);
  const look = useCallback(() => {
    latest.current += 1;
    const asked = latest.current;
    void knownLayaways(device).then((known) => {
      if (asked === latest.current) setList(known);
    });
  }, [device]);
  useEffect(() => {
    look();
    const end = device.sections.items<LayawayItem>('layaways').subscribe(look);
    return () => {
      latest.current += 1;
      end();
    };
  }, [device, look]);
  return [list, look];
}

function LayawayList({
  list,
  onOpen,
}: {
  readonly list: readonly LayawayItem[] | null;
  readonly onOpen: (layawayId: string) => void;
}) {
  const { ports } = useTill();
  const device = useDevice();
  const hasHeard = useObservable(device.sections.items('layaways')) !== null;
  const isOnline = useOnline();
  const [text, setText] = useState('');
  // Closed ones of which nothing has to go back are kept to be remembered as such, and nothing is to be done about them.
  const shown = (list ?? []).filter((item) => item.state === 'open' || depositLeft(item) > 0);
  const found = shown.filter((item) => isWanted(item, text, ports.customers.byId(item.customerId)?.name ?? ''));
  return (
    <section aria-label={t('layaway.open')} className="flex flex-col gap-3 border-t border-line pt-4">
      <h3 className="text-sm font-medium text-ink-3">{t('layaway.open')}</h3>
      {isOnline ? null : <Notice tone="neutral">{t('layaway.offline')}</Notice>}
      <Field label={t('layaway.search')}>
        <TextInput
          data-scan="here"
          value={text}
          onChange={(event) => setText(event.target.value)}
          maxLength={60}
          autoComplete="off"
        />
      </Field>
      {list === null ? null : found.length === 0 ? (
        <p className="text-ink-2">
          {t(text !== '' ? 'layaway.noneFound' : hasHeard ? 'layaway.none' : 'layaway.notHeard')}
        </p>
      ) : (
        <ul className="-mx-2 flex flex-col divide-y divide-line">
          {found.map((item) => (
            <li key={item.id}>
              <LayawayRow item={item} onOpen={() => onOpen(item.id)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function LayawayRow({ item, onOpen }: { readonly item: LayawayItem; readonly onOpen: () => void }) {
  const { ports } = useTill();
  const { currency } = ports.shop.rules;
  return (
    <button
      type="button"
      onClick={onOpen}
      className="flex min-h-14 w-full flex-wrap items-center gap-x-3 gap-y-1 rounded-control px-2 py-2 text-start hover:bg-sunken"
    >
      <span className="min-w-0 flex-1 basis-40">
        <span className="block truncate font-medium">
          {ports.customers.byId(item.customerId)?.name ?? t('layaway.unknownCustomer')}
        </span>
        <span className="block text-sm text-ink-2">
          <span className="code">{item.number}</span> · {t('layaway.dueOn', { date: formatDate(item.dueOn) })}
        </span>
      </span>
      <LayawayChip item={item} />
      <span className="text-end">
        <Amount
          value={item.state === 'open' ? layawayOwed(item) : item.totalMinor}
          currency={currency}
          locale={ports.shop.locale}
          className="font-semibold"
        />
        <span className="block text-xs text-ink-3">{t(item.state === 'open' ? 'layaway.owed' : 'layaway.total')}</span>
      </span>
    </button>
  );
}

/** By the end of the number, or by the beginnings of the customer's names; an `@` before them is the till's habit. */
function isWanted(item: LayawayItem, text: string, name: string): boolean {
  const wanted = text.trim().replace(/^@/, '').toLowerCase();
  if (wanted === '') return true;
  if (item.number.toLowerCase().endsWith(wanted)) return true;
  const words = name.toLowerCase().split(/\s+/);
  return wanted.split(/\s+/).every((part) => words.some((word) => word.startsWith(part)));
}
