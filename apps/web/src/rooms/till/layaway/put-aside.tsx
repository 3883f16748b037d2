import { businessDateIn } from '@mosaajii/domain/calendar';
import { leastDeposit, proposedDeposit } from '@mosaajii/domain/layaway';
import { minor } from '@mosaajii/domain/money';
import { type FormEvent, useState } from 'react';
import { useDevice } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { amountText, Button, Field, Notice, TextInput, useOnce, useToasts } from '../../../platform/ui/index.ts';
import { stillBeyond } from '../approving.ts';
import { useCart, useFigures, useTill } from '../till-context.tsx';
import { layawayRule, openLayaway, whyNot } from './layaway-actions.ts';
import { MoneyFields, useMoney, useTenderOf } from './money-fields.tsx';

/** Puts the sale at hand aside for its customer, with a first deposit. */
export function PutAside({ onOpened }: { readonly onOpened: (layawayId: string) => void }) {
  const { carts, ports } = useTill();
  const cart = useCart();
  const figures = useFigures();
  const problem = whyNot(cart, figures);
  if (problem !== null) {
    const isNobody = cart.lines.length > 0 && cart.customer === undefined;
    return (
      <section aria-label={t('layaway.putAside')} className="flex flex-wrap items-center gap-3 pt-2">
        <p className="min-w-0 flex-1 basis-56 text-ink-2">{problem}</p>
        {isNobody ? (
          <Button
            variant="primary"
            data-autofocus
            onClick={() => carts.store.setState({ layer: { kind: 'customer', text: '' } })}
          >
            {t('layaway.chooseCustomer')}
          </Button>
        ) : null}
      </section>
    );
  }
  // What goes beyond the cashier is approved beside the sale, before it is put aside.
  if (stillBeyond(ports, cart, figures).length > 0) return <Notice tone="warning">{t('layaway.needsApproval')}</Notice>;
  return <PutAsideForm key={cart.cartId} onOpened={onOpened} />;
}

function PutAsideForm({ onOpened }: { readonly onOpened: (layawayId: string) => void }) {
  const device = useDevice();
  const till = useTill();
  const { ports } = till;
  const cart = useCart();
  const figures = useFigures();
  const rule = layawayRule(ports);
  const totalMinor = figures.kind === 'totals' ? figures.totals.totalMinor : minor(0);
  const least = leastDeposit(totalMinor, rule);
  const today = businessDateIn(ports.shop, ports.now());
  const [ids] = useState(() => ({ depositId: ports.newId(), tenderId: ports.newId() }));
  const [dueOn, setDueOn] = useState(() => dayAfter(today, rule.days));
  const proposed = proposedDeposit(totalMinor, rule, ports.shop.rules);
  const money = useMoney(proposed === 0 ? null : proposed);
  const tenderOf = useTenderOf();
  const { run, problem, say, isPending } = useOnce();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const tender = tenderOf(money, ids.tenderId);
    if (typeof tender === 'string') return say(tender);
    await run(async () => {
      const { depositId } = ids;
      const done = await openLayaway(device, till, cart, figures, { depositId, dueOn, tender });
      if (!done.ok) return done.error.detail;
      useToasts.getState().show({ message: t('layaway.opened', { number: done.value.number }), tone: 'success' });
      onOpened(cart.saleId);
      return null;
    });
  };
  const amount = amountText(least, ports.shop.rules.currency, ports.shop.locale);
  return (
    <form
      aria-label={t('layaway.putAside')}
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-3 pt-2"
    >
      <p className="text-ink-2">
        {cart.customer?.name} ·{' '}
        <span className="num">{amountText(totalMinor, ports.shop.rules.currency, ports.shop.locale)}</span>
      </p>
      <MoneyFields money={money} label={t('layaway.deposit')} hint={t('layaway.least', { amount })} />
      <Field label={t('layaway.due')}>
        <TextInput
          type="date"
          required
          min={today}
          max={dayAfter(today, 730)}
          value={dueOn}
          onChange={(event) => setDueOn(event.target.value)}
        />
      </Field>
      {problem === null ? null : (
        <Notice tone="danger" isAlert>
          {problem}
        </Notice>
      )}
      <Button type="submit" variant="primary" isPending={isPending} className="min-h-12 self-start">
        {t('layaway.putAside')}
      </Button>
    </form>
  );
}

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 24 * 60 * 60_000).toISOString().slice(0, 10);
}
