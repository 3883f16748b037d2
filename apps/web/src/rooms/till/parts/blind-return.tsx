import { beyondInReturn, type Reach, returnSubject } from '@mosaajii/domain/approval';
import { minor } from '@mosaajii/domain/money';
import type { ReturnReason } from '@mosaajii/domain/operation';
import { useState } from 'react';
import { ApprovalPanel } from '../../../platform/approval/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { previewBlindReturn } from '../../../platform/journal/index.ts';
import {
  Amount,
  amountText,
  Button,
  Dialog,
  Notice,
  ReasonChoice,
  Switch,
  useOnce,
  useToasts,
} from '../../../platform/ui/index.ts';
import { toOrder } from '../order.ts';
import { useCart, useGo, useTill } from '../till-context.tsx';

const REASONS: readonly ReturnReason[] = ['changed-mind', 'damaged', 'wrong-item', 'not-as-described', 'other'];

/** What is rung up comes back without its receipt: paid out in cash at the price of today, or less. */
export function BlindReturn() {
  const { carts, ports } = useTill();
  const cart = useCart();
  const { rules } = ports.shop;
  const [ids] = useState(() => ({ returnId: ports.newId(), tenderId: ports.newId() }));
  const [reason, setReason] = useState<ReturnReason>('other');
  // Lines for which somebody said otherwise than the reason does.
  const [shelved, setShelved] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [given, setGiven] = useState<{ readonly approvalId: string; readonly subject: string } | null>(null);
  const lines = toOrder(cart, rules).lines.map((line) => {
    const isRestocked = shelved.get(line.lineId) ?? reason !== 'damaged';
    return { ...line, ...(isRestocked ? { isRestocked } : { isRestocked, condition: 'damaged' as const }) };
  });
  const preview = previewBlindReturn({ rules, lines, tenderId: ids.tenderId });
  const totalMinor = preview.ok ? preview.value.totalMinor : minor(0);
  const subject = returnSubject({
    returnId: ids.returnId,
    source: { kind: 'without-receipt', lines },
    claimed: { totalMinor },
  });
  const beyond = (reach: Reach) => (preview.ok ? beyondInReturn(reach, { totalMinor, hasReceipt: false }) : []);
  const isApproved = given?.subject === subject;
  const steps = isApproved ? [] : beyond(ports.person);
  const close = () => carts.store.setState({ layer: null });
  const { commit, problem, isPending } = useCommit(close);
  const paid = preview.ok ? minor(preview.value.refunds.reduce((sum, part) => sum + part.amountMinor, 0)) : minor(0);
  const hasSaleDiscount = cart.saleDiscounts.length > 0;
  const refusal = hasSaleDiscount ? t('layers.blindNoSaleDiscount') : preview.ok ? null : preview.error.detail;
  const pay = () => {
    if (refusal !== null) return;
    const approvals = isApproved && given ? [given.approvalId] : [];
    void commit({ ...ids, reason, rules, lines, approvals }, steps.length > 0);
  };
  return (
    <Dialog
      title={t('layers.blindTitle')}
      onClose={close}
      className="comfortable"
      footer={
        <>
          <Button variant="quiet" onClick={close}>
            {t('layers.backToCart')}
          </Button>
          <Button
            variant={steps.length === 0 && refusal === null ? 'danger' : 'secondary'}
            isPending={isPending}
            onClick={pay}
          >
            {t('layers.blindPay', { amount: amountText(paid, rules.currency) })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="text-ink-2">{t('layers.blindText')}</p>
        <ul className="divide-y divide-line rounded-card border border-line">
          {(preview.ok ? preview.value.lines : []).map((figures, index) => (
            <li key={figures.lineId} className="px-3 py-2">
              <p className="flex justify-between gap-3">
                <span className="min-w-0 truncate">{lines[index]?.name}</span>
                <Amount value={figures.totalMinor} currency={rules.currency} locale={ports.shop.locale} />
              </p>
              <Switch
                isOn={lines[index]?.isRestocked ?? true}
                onChange={(isOn) => setShelved(new Map([...shelved, [figures.lineId, isOn]]))}
              >
                {t('layers.blindRestock')}
                <span className="visually-hidden">: {lines[index]?.name}</span>
              </Switch>
            </li>
          ))}
        </ul>
        <ReasonChoice
          legend={t('layers.reason')}
          reasons={REASONS.map((one) => ({ value: one, label: t(`layers.reason-${one}`) }))}
          chosen={reason}
          onChoose={(one) => {
            setReason(one);
            setShelved(new Map());
          }}
        />
        {steps.length === 0 ? null : (
          <ApprovalPanel
            need={{ steps, subject, isWithin: (reach) => beyond(reach).length === 0 }}
            currency={rules.currency}
            onApproved={setGiven}
          />
        )}
        {(problem ?? refusal) === null ? null : (
          <Notice tone="danger" isAlert>
            {problem ?? refusal}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}

type Draft = Omit<
  Parameters<ReturnType<typeof useTill>['ports']['journal']['commitBlindReturn']>[0],
  'userId' | 'cartId'
>;

/** Commits it once; a refusal leaves the cart as it was. */
function useCommit(close: () => void) {
  const { carts, ports } = useTill();
  const go = useGo();
  const { run, say, ...once } = useOnce();
  const commit = async (draft: Draft, needsApproval: boolean) => {
    if (needsApproval) return say(t('till.problemApproval'));
    await run(async () => {
      await carts.keeper.settled();
      const { cartId } = carts.active();
      const made = await ports.journal.commitBlindReturn({ ...draft, userId: ports.person.userId, cartId });
      if (!made.ok) return made.error.detail;
      carts.drop(cartId);
      close();
      const paid = minor(made.value.payload.refunds.reduce((sum, part) => sum + part.amountMinor, 0));
      useToasts.getState().show({
        message: t('layers.blindDone', { amount: amountText(paid, draft.rules.currency) }),
        tone: 'success',
        action: { label: t('till.view'), run: () => go(`/orders/${made.value.returnId}`) },
      });
      return null;
    });
  };
  return { commit, ...once };
}
