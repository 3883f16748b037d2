import { beyondInSale, saleSubject } from '@mosaajii/domain/approval';
import { businessDateIn } from '@mosaajii/domain/calendar';
import { depositLeft, type LayawayItem } from '@mosaajii/domain/layaway';
import { minor } from '@mosaajii/domain/money';
import { ageToCheck, bornOnOrBefore, isExpired, remainingAfter } from '@mosaajii/domain/sale';
import { useState } from 'react';
import { ApprovalPanel, useApproved } from '../../../platform/approval/index.ts';
import { useDevice } from '../../../platform/device/index.ts';
import { formatDate, t } from '../../../platform/i18n/index.ts';
import { Checkbox, useOnce } from '../../../platform/ui/index.ts';
import { useTill } from '../till-context.tsx';
import { completeLayaway } from './layaway-actions.ts';
import { MoneyFields, useMoney, useTenderOf } from './money-fields.tsx';
import { TaskForm } from './task-form.tsx';

/** The goods go out: one sale, paid by the deposits and by what is still owed, to somebody who is old enough for them. */
export function CompleteLayaway({ item, onClose }: { readonly item: LayawayItem; readonly onClose: () => void }) {
  const device = useDevice();
  const till = useTill();
  const { ports } = till;
  const [ids] = useState(() => ({
    saleId: ports.newId(),
    depositTenderId: ports.newId(),
    tenderId: ports.newId(),
  }));
  const deposit = minor(Math.min(item.totalMinor, depositLeft(item)));
  const paid = deposit === 0 ? [] : [{ tenderId: ids.depositTenderId, kind: 'deposit' as const, amountMinor: deposit }];
  const owed = remainingAfter(item.totalMinor, item.order.rules, paid);
  const money = useMoney(owed.cashMinor);
  const tenderOf = useTenderOf();
  const [isOldEnough, setOldEnough] = useState(false);
  const { run, problem, say, isPending } = useOnce();
  const age = ageToCheck(
    item.order.lines.map(({ variantId }) => ports.catalog.variant(variantId)?.selling?.minimumAge),
    undefined,
  );
  const today = businessDateIn(ports.shop, ports.now());
  // Prices and discounts were settled when it was put aside; what has expired since was not.
  const hasExpired = item.order.lines.some((line) => isExpired(line, today));
  const subject = saleSubject({ saleId: ids.saleId, ...item.order });
  const asking = useApproved((reach) => beyondInSale(reach, { lines: [], hasDiscount: false, hasExpired }), subject);
  const finish = () => {
    if (age > 0 && !isOldEnough) return say(t('till.problemGoods'));
    if (asking.steps.length > 0) return say(t('layaway.needsApproval'));
    const rest = owed.isSettled ? null : tenderOf(money, ids.tenderId);
    if (typeof rest === 'string') return say(rest);
    const ageCheck = { minimumAge: age, confirmedBy: ports.person.userId };
    const said = { ...(age > 0 && { ageCheck }), approvals: asking.approvals };
    return run(async () => {
      const done = await completeLayaway(device, till, item, ids, rest, said);
      return done.ok ? null : t('layaway.refused', { detail: done.error.detail });
    });
  };
  // An age is reached by the calendar, however late the shop's day ends.
  const { timeZone } = ports.shop;
  const date = age > 0 ? bornOnOrBefore(businessDateIn({ timeZone }, ports.now()), age) : '';
  return (
    <TaskForm
      label={t('layaway.complete')}
      submit={t('layaway.completeNow')}
      {...{ problem, isPending, onClose }}
      onSubmit={finish}
    >
      {age > 0 ? (
        <Checkbox className="min-h-12" checked={isOldEnough} onChange={(event) => setOldEnough(event.target.checked)}>
          {t('layers.ageAsk', { date: formatDate(date, ports.shop.locale) })} {t('layers.ageYes')}
        </Checkbox>
      ) : null}
      {owed.isSettled ? (
        <p>{t('layaway.allPaid')}</p>
      ) : (
        <MoneyFields
          money={money}
          label={t('layaway.received')}
          onKind={(kind) => money.change({ amount: kind === 'cash' ? owed.cashMinor : owed.exactMinor })}
        />
      )}
      {asking.steps.length === 0 ? null : (
        <ApprovalPanel
          need={{ ...asking, subject }}
          currency={ports.shop.rules.currency}
          onApproved={asking.onApproved}
        />
      )}
    </TaskForm>
  );
}
