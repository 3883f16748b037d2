import type { Reach } from '@mosaajii/domain/approval';
import { ApprovalPanel } from '../../../platform/approval/index.ts';
import { beyondOf, stillBeyond, subjectOfCart } from '../approving.ts';
import { useCart, useFigures, useTill, useTillState } from '../till-context.tsx';

/** Beside the cart, while it goes beyond who rings it up. */
export function ApprovalNeeded() {
  const { carts, ports, selling } = useTill();
  const cart = useCart();
  const figures = useFigures();
  const steps = stillBeyond(ports, cart, figures);
  if (steps.length === 0) return null;
  const need = {
    steps,
    subject: subjectOfCart(cart, figures),
    totalMinor: figures.kind === 'totals' ? figures.totals.totalMinor : undefined,
    isWithin: (reach: Parameters<typeof beyondOf>[0]) => beyondOf(reach, figures, ports).length === 0,
  };
  return (
    <div className="px-4 pb-2 max-sm:px-3">
      <ApprovalPanel
        need={need}
        currency={ports.shop.rules.currency}
        onTakeBack={selling.undo}
        onApproved={(given) => {
          carts.adjust((now) => ({ ...now, approvals: [given] }));
          carts.store.setState({ payProblem: null });
        }}
      />
    </div>
  );
}

/** Beside the payment, while the customer would owe more than they may. Approved, the tender can be pressed again. */
export function CreditApproval() {
  const { carts, ports } = useTill();
  const asks = useTillState((state) => state.payProblem?.asks);
  if (asks === undefined) return null;
  const { subject, owedMinor, mostMinor } = asks;
  const isWithin = ({ permissions, limits }: Reach) => {
    const most = limits?.creditMinor;
    return permissions.has('customers.credit') && (most === null || (most !== undefined && owedMinor <= most));
  };
  return (
    <ApprovalPanel
      need={{ steps: [{ action: 'credit', asked: owedMinor, most: mostMinor }], subject, isWithin }}
      currency={ports.shop.rules.currency}
      onApproved={(given) => {
        carts.adjust((now) => ({ ...now, approvals: [...(now.approvals ?? []), given] }));
        carts.store.setState({ payProblem: null });
      }}
    />
  );
}
