import { depositLeft, type LayawayItem, layawayOwed } from '@mosaajii/domain/layaway';
import { type Minor, minor } from '@mosaajii/domain/money';
import { formatQuantity } from '@mosaajii/domain/quantity';
import { useState } from 'react';
import { useDevice } from '../../../platform/device/index.ts';
import { formatDate, formatDateTime, t } from '../../../platform/i18n/index.ts';
import { tenderName } from '../../../platform/i18n/tender-name.ts';
import { printPaper } from '../../../platform/printer/index.ts';
import { Amount, amountText, Button, useOnce, useToasts } from '../../../platform/ui/index.ts';
import { useTill } from '../till-context.tsx';
import { CancelLayaway } from './cancel-layaway.tsx';
import { CompleteLayaway } from './complete-layaway.tsx';
import { owedAfter, payLayaway } from './layaway-actions.ts';
import { LayawayChip } from './layaway-chip.tsx';
import { layawayPaper } from './layaway-papers.ts';
import { MoneyFields, useMoney, useTenderOf } from './money-fields.tsx';
import { TaskForm } from './task-form.tsx';

interface Props {
  readonly item: LayawayItem;
  readonly onBack: () => void;
  readonly onChanged: () => void;
}

type Task = 'pay' | 'complete' | 'cancel';

/** A layaway with its goods and its money, and what can be done with it at this till. */
export function LayawayDetail({ item, onBack, onChanged }: Props) {
  const { ports } = useTill();
  const [task, setTask] = useState<Task | null>(null);
  const isOpen = item.state === 'open';
  const left = depositLeft(item);
  const back = () => setTask(null);
  const done = () => {
    back();
    onChanged();
  };
  return (
    <div className="flex flex-col gap-4 pb-2 pt-2">
      <Figures item={item} />
      {task === 'pay' ? <Pay item={item} onDone={done} onClose={back} /> : null}
      {task === 'complete' ? <CompleteLayaway item={item} onClose={back} /> : null}
      {task === 'cancel' ? <CancelLayaway item={item} onDone={done} onClose={back} /> : null}
      {task === null ? (
        <div className="flex flex-wrap gap-2">
          {isOpen && layawayOwed(item) > 0 ? (
            <Button variant="primary" data-autofocus className="min-h-12" onClick={() => setTask('pay')}>
              {t('layaway.pay')}
            </Button>
          ) : null}
          {isOpen ? (
            <Button
              variant={layawayOwed(item) > 0 ? 'secondary' : 'primary'}
              className="min-h-12"
              onClick={() => setTask('complete')}
            >
              {t('layaway.complete')}
            </Button>
          ) : null}
          <Button
            className="min-h-12"
            onClick={() => void printPaper(layawayPaper(ports, item), ports.shop.paperWidthMm)}
          >
            {t('layaway.print')}
          </Button>
          {left > 0 ? (
            <Button variant="quiet" className="min-h-12" onClick={() => setTask('cancel')}>
              {t(isOpen ? 'layaway.cancel' : 'layaway.giveBack')}
            </Button>
          ) : null}
          <Button variant="quiet" className="min-h-12" onClick={onBack}>
            {t('layaway.back')}
          </Button>
        </div>
      ) : null}
      <Contents item={item} />
    </div>
  );
}

function Figures({ item }: { readonly item: LayawayItem }) {
  const { ports } = useTill();
  const { currency } = ports.shop.rules;
  const rows: readonly (readonly [string, Minor])[] = [
    [t('layaway.total'), item.totalMinor],
    [t('layaway.paid'), depositLeft(item)],
    [
      t(item.state === 'open' ? 'layaway.owed' : 'layaway.toGiveBack'),
      item.state === 'open' ? layawayOwed(item) : depositLeft(item),
    ],
  ];
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-0 flex-1 basis-40 font-medium">
          {ports.customers.byId(item.customerId)?.name ?? t('layaway.unknownCustomer')}
          <span className="block text-sm font-normal text-ink-2">
            {t('layaway.dueOn', { date: formatDate(item.dueOn) })}
          </span>
        </p>
        <LayawayChip item={item} />
      </div>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-1">
        {rows.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-ink-2">{label}</dt>
            <dd className="text-end">
              <Amount value={value} currency={currency} locale={ports.shop.locale} className="font-semibold" />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Contents({ item }: { readonly item: LayawayItem }) {
  const { ports } = useTill();
  const { currency } = ports.shop.rules;
  return (
    <>
      <section aria-label={t('layaway.goods')} className="border-t border-line pt-3">
        <h3 className="pb-1 text-sm font-medium text-ink-3">{t('layaway.goods')}</h3>
        <ul>
          {item.order.lines.map((line) => (
            <li key={line.lineId} className="flex gap-2 py-1">
              <span className="num text-ink-2">{formatQuantity(line.quantityMilli)} ×</span>
              <span className="min-w-0 flex-1">{line.name}</span>
            </li>
          ))}
        </ul>
      </section>
      <section aria-label={t('layaway.payments')} className="border-t border-line pt-3">
        <h3 className="pb-1 text-sm font-medium text-ink-3">{t('layaway.payments')}</h3>
        <ul>
          {item.paid.map((part) => (
            <li key={part.tenderId} className="flex gap-2 py-1">
              <span className="min-w-0 flex-1">
                {tenderName(part.kind)} <span className="text-sm text-ink-3">{formatDateTime(part.at)}</span>
              </span>
              <Amount value={part.amountMinor} currency={currency} locale={ports.shop.locale} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Pay({
  item,
  onDone,
  onClose,
}: {
  readonly item: LayawayItem;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const device = useDevice();
  const till = useTill();
  const { shop } = till.ports;
  const [ids] = useState(() => ({ depositId: till.ports.newId(), tenderId: till.ports.newId() }));
  const owed = layawayOwed(item);
  const money = useMoney(owed);
  const tenderOf = useTenderOf();
  const { run, ...once } = useOnce();
  const text = (amount: Minor) => amountText(amount, shop.rules.currency, shop.locale);
  const take = () => {
    const tender = tenderOf(money, ids.tenderId);
    if (typeof tender === 'string') return once.say(tender);
    return run(async () => {
      const done = await payLayaway(device, till, item, ids.depositId, tender);
      if (!done.ok) return t('layaway.refused', { detail: done.error.detail });
      const message = t('layaway.paymentTaken', {
        amount: text(tender.amountMinor),
        owed: text(owedAfter(item, tender.amountMinor)),
      });
      useToasts.getState().show({ message, tone: 'success' });
      onDone();
      return null;
    });
  };
  const amount = text(money.amount ?? minor(0));
  return (
    <TaskForm
      label={t('layaway.pay')}
      submit={t('layaway.payNow', { amount })}
      problem={once.problem}
      isPending={once.isPending}
      onClose={onClose}
      onSubmit={take}
    >
      <MoneyFields money={money} label={t('layaway.amount')} />
    </TaskForm>
  );
}
