import type { HeldSaleItem } from '@mosaajii/domain/sale';
import { type ReactNode, useId, useState } from 'react';
import { useObservable } from '../../../platform/device/observable.ts';
import { formatTime, t } from '../../../platform/i18n/index.ts';
import { Amount, Button, Notice, Sheet } from '../../../platform/ui/index.ts';
import { type Cart, isBlank } from '../cart.ts';
import { figuresOf } from '../order.ts';
import { useTill, useTillState } from '../till-context.tsx';
import { useOnline } from '../use-online.ts';
import { labelOf, lockElsewhere, nameOf } from './held-cart.ts';
import { Quotes } from './quotes.tsx';
import { holderText, takeHeld } from './take-held.ts';

/** What is set aside in this store: here, where it is recalled at once, and at the other tills, who give it to one of them. */
export function HeldSales() {
  const till = useTill();
  const { carts, ports } = till;
  const open = useTillState((state) => state.carts);
  const activeId = useTillState((state) => state.activeId);
  const list = useObservable(ports.held.items);
  const isOnline = useOnline();
  const [problem, setProblem] = useState<{ readonly id: string; readonly detail: string } | null>(null);
  const [waitingFor, setWaitingFor] = useState<string | null>(null);
  const close = () => carts.store.setState({ layer: null });
  const here = open.filter((cart) => cart.cartId !== activeId && !isBlank(cart));
  const known = new Set(open.flatMap((cart) => (cart.held === undefined ? [] : [cart.held.heldSaleId])));
  const others = [...(list?.byId.values() ?? [])].filter((item) => !known.has(item.id)).sort(byTime);

  const take = async (item: HeldSaleItem, takesOver: boolean) => {
    setWaitingFor(item.id);
    setProblem(null);
    const outcome = await takeHeld(till, item, { lockId: ports.newId(), takesOver });
    setWaitingFor(null);
    if (outcome.ok) close();
    else setProblem({ id: item.id, detail: outcome.detail });
  };

  return (
    <Sheet title={t('held.title')} onClose={close} className="comfortable">
      <div className="flex flex-col gap-5 pb-2">
        {isOnline ? null : <Notice tone="neutral">{t('held.offline')}</Notice>}
        <Group title={t('held.here')} empty={here.length === 0 ? t('held.none') : null}>
          {here.map((cart, index) => (
            <HereRow
              key={cart.cartId}
              cart={cart}
              isFirst={index === 0}
              onRecall={() => {
                close();
                carts.recall(cart.cartId);
              }}
            />
          ))}
        </Group>
        <Group
          title={t('held.elsewhere')}
          empty={list === null ? t('held.notHeard') : others.length === 0 ? t('held.noneElsewhere') : null}
        >
          {others.map((item, index) => (
            <ElsewhereRow
              key={item.id}
              item={item}
              isFirst={here.length === 0 && index === 0}
              isWaiting={waitingFor === item.id}
              problem={problem?.id === item.id ? problem.detail : null}
              onTake={(takesOver) => void take(item, takesOver)}
            />
          ))}
        </Group>
        <Quotes onRecalled={close} />
      </div>
    </Sheet>
  );
}

function byTime(a: HeldSaleItem, b: HeldSaleItem): number {
  return a.heldAt < b.heldAt ? -1 : 1;
}

function Group({
  title,
  empty,
  children,
}: {
  readonly title: string;
  readonly empty: string | null;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="pb-1 text-sm font-medium text-ink-3">
        {title}
      </h3>
      {empty === null ? <ul className="flex flex-col divide-y divide-line">{children}</ul> : <p>{empty}</p>}
    </section>
  );
}

function HereRow({
  cart,
  isFirst,
  onRecall,
}: {
  readonly cart: Cart;
  readonly isFirst: boolean;
  readonly onRecall: () => void;
}) {
  const { ports } = useTill();
  const figures = figuresOf(cart, ports.shop.rules);
  const total = figures.kind === 'totals' ? figures.totals.totalMinor : null;
  return (
    <Row
      label={labelOf(cart)}
      total={total}
      detail={`${t('held.lines', { count: cart.lines.length })} · ${formatTime(cart.startedAt)}`}
      action={
        <Button
          data-autofocus={isFirst || undefined}
          aria-label={`${t('held.recall')}: ${labelOf(cart)}`}
          onClick={onRecall}
        >
          {t('held.recall')}
        </Button>
      }
    />
  );
}

interface ElsewhereProps {
  readonly item: HeldSaleItem;
  readonly isFirst: boolean;
  readonly isWaiting: boolean;
  readonly problem: string | null;
  readonly onTake: (takesOver: boolean) => void;
}

function ElsewhereRow({ item, isFirst, isWaiting, problem, onTake }: ElsewhereProps) {
  const till = useTill();
  const lock = lockElsewhere(till, item);
  const mayTakeOver = till.ports.person.permissions.has('sales.take-over');
  const name = nameOf(till, item.heldBy);
  const held = t('held.heldAt', { time: formatTime(item.heldAt), register: item.registerCode, name });
  const word = lock === null ? t('held.recall') : t('held.takeOver');
  return (
    <Row
      label={item.label}
      total={item.totalMinor}
      detail={`${t('held.lines', { count: item.lineCount })} · ${held}`}
      note={problem ?? (lock === null ? null : holderText(till, lock))}
      isProblem={problem !== null}
      action={
        lock !== null && !mayTakeOver ? null : (
          <Button
            data-autofocus={isFirst || undefined}
            aria-label={`${word}: ${item.label}`}
            isPending={isWaiting}
            onClick={() => onTake(lock !== null)}
          >
            {word}
          </Button>
        )
      }
    />
  );
}

function Row({
  label,
  total,
  detail,
  note = null,
  isProblem = false,
  action,
}: {
  readonly label: string;
  readonly total: Cart['tipMinor'] | null;
  readonly detail: string;
  readonly note?: string | null;
  readonly isProblem?: boolean;
  readonly action: ReactNode;
}) {
  const { shop } = useTill().ports;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-3">
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex items-baseline gap-3">
          <span className="min-w-0 flex-1 truncate font-medium">{label}</span>
          {total === null || total === undefined ? null : (
            <Amount value={total} currency={shop.rules.currency} locale={shop.locale} className="font-semibold" />
          )}
        </p>
        <p className="text-sm text-ink-2">{detail}</p>
        {note === null ? null : (
          <p role={isProblem ? 'alert' : undefined} className={isProblem ? 'text-sm text-danger' : 'text-sm'}>
            {note}
          </p>
        )}
      </div>
      {action}
    </li>
  );
}
