import type { HeldSaleDetail } from '@mosaajii/contract/held-sales';
import { milli, minor, priceE4 } from '@mosaajii/domain/money';
import { formatQuantity } from '@mosaajii/domain/quantity';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Answer } from '../../../platform/answer/index.ts';
import { api, orThrow } from '../../../platform/api/index.ts';
import { useDevice, useObservable } from '../../../platform/device/index.ts';
import { formatDateTime, t } from '../../../platform/i18n/index.ts';
import { Amount, Button, Drawer, Field, priceFigures, TextInput, useToasts } from '../../../platform/ui/index.ts';
import { useNames } from '../receipt-of.ts';
import { HeldLock } from './held-lock.tsx';

interface DrawerProps {
  readonly heldSaleId: string;
  readonly onClose: () => void;
}

/** One held sale: its lines, who has it, and what somebody who may can do about it. */
export function HeldSaleDrawer({ heldSaleId, onClose }: DrawerProps) {
  const held = useQuery({
    queryKey: ['held-sale', heldSaleId],
    queryFn: ({ signal }) => orThrow(api.get<HeldSaleDetail>(`/held-sales/${heldSaleId}`, { signal })),
    retry: false,
  });
  return (
    <Drawer title={held.data?.label ?? t('orders.heldSale')} onClose={onClose}>
      <Answer query={held}>{(detail) => <Held held={detail} onClose={onClose} />}</Answer>
    </Drawer>
  );
}

function Held({ held, onClose }: { readonly held: HeldSaleDetail; readonly onClose: () => void }) {
  const { session } = useDevice();
  const state = useObservable(session.state);
  const nameOf = useNames();
  const organization = state.status === 'signed-out' ? null : state.session.organization;
  const mayAct = state.status === 'signed-in' && session.can('sales.take-over');
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col items-start gap-1.5">
        <p className="text-ink-2">
          {t('orders.heldBy', { name: nameOf(held.heldBy), register: held.registerCode })} ·{' '}
          {formatDateTime(held.heldAt)}
        </p>
        <HeldLock lock={held.lock} />
        {held.customerName === '' ? null : <p>{t('orders.heldCustomer', { name: held.customerName })}</p>}
        {held.note === '' ? null : <p className="text-ink-2">“{held.note}”</p>}
      </div>
      {organization === null ? null : (
        <>
          <Lines lines={held.lines} currency={organization.currency} />
          <p className="flex justify-between border-t border-line pt-3 text-lg font-semibold">
            <span>{t('orders.quoteTotal')}</span>
            <Amount value={minor(held.totalMinor)} currency={organization.currency} locale={organization.locale} />
          </p>
        </>
      )}
      {mayAct ? <Actions held={held} onClose={onClose} /> : <p className="text-ink-3">{t('orders.heldMayNot')}</p>}
    </div>
  );
}

interface LinesProps {
  readonly lines: HeldSaleDetail['lines'];
  readonly currency: Parameters<typeof priceFigures>[1];
}

function Lines({ lines, currency }: LinesProps) {
  if (lines === null) return <p className="text-ink-2">{t('orders.heldOther')}</p>;
  return (
    <ul className="flex flex-col divide-y divide-line border-y border-line">
      {lines.map((line) => (
        <li key={line.lineId} className="flex gap-3 py-2">
          <span className="min-w-0 flex-1 break-words">{line.name}</span>
          <bdi dir="ltr" className="num text-ink-2">
            {formatQuantity(milli(line.quantityMilli))}
            {line.unit === 'pcs' ? '' : ` ${line.unit}`}
            {line.unitPriceE4 === null ? '' : ` × ${priceFigures(priceE4(line.unitPriceE4), currency)}`}
          </bdi>
        </li>
      ))}
    </ul>
  );
}

function Actions({ held, onClose }: { readonly held: HeldSaleDetail; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const [reason, setReason] = useState<string | null>(null);
  const [pending, setPending] = useState<'unlock' | 'cancel' | null>(null);
  const act = async (what: 'unlock' | 'cancel', body: object) => {
    setPending(what);
    const done = await api.post<{ isDone: boolean }>(`/held-sales/${held.heldSaleId}/${what}`, { body });
    setPending(null);
    const { show } = useToasts.getState();
    if (!done.ok) {
      show({ message: done.error.detail || done.error.title, tone: 'danger', key: 'held' });
      return;
    }
    const words = what === 'unlock' ? 'orders.heldUnlocked' : 'orders.heldCancelled';
    show(
      done.value.isDone
        ? { message: t(words, { label: held.label }), tone: 'success', key: 'held' }
        : { message: t('orders.heldGone'), key: 'held' },
    );
    await queries.invalidateQueries({ queryKey: ['held-sales'] });
    await queries.invalidateQueries({ queryKey: ['held-sale', held.heldSaleId] });
    if (what === 'cancel') onClose();
  };
  const cancel = (event: FormEvent) => {
    event.preventDefault();
    const said = (reason ?? '').trim();
    if (said !== '') void act('cancel', { reason: said });
  };
  if (reason !== null) {
    return (
      <form onSubmit={cancel} className="flex flex-col gap-3">
        <Field label={t('orders.heldReason')} hint={t('orders.heldReasonHint')}>
          <TextInput autoFocus value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <div className="flex justify-end gap-2">
          <Button variant="quiet" onClick={() => setReason(null)}>
            {t('ui.cancel')}
          </Button>
          <Button
            type="submit"
            variant="danger"
            isPending={pending === 'cancel'}
            aria-disabled={reason.trim() === '' || undefined}
          >
            {t('orders.heldCancel')}
          </Button>
        </div>
      </form>
    );
  }
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {held.lock === null ? null : (
        <Button isPending={pending === 'unlock'} onClick={() => void act('unlock', {})}>
          {t('orders.heldUnlock')}
        </Button>
      )}
      <Button variant="danger" onClick={() => setReason('')}>
        {t('orders.heldCancel')}
      </Button>
    </div>
  );
}
