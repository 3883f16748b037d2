import { ApprovalPanel } from '../../../platform/approval/index.ts';
import { beyondOf, stillBeyond, subjectOfCart } from '../approving.ts';
import { useCart, useFigures, useTill } from '../till-context.tsx';

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
