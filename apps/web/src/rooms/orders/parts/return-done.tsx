import { Check, Printer } from 'lucide-react';
import { useDevice } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import type { CommittedReturn } from '../../../platform/journal/index.ts';
import { printReceipt } from '../../../platform/printer/index.ts';
import { Link } from '../../../platform/router/index.ts';
import { Button, linkLook } from '../../../platform/ui/index.ts';
import { handBack } from '../hand-back.ts';
import { viewOfReturn } from '../order-view.ts';
import { useReceipts } from '../receipt-of.ts';
import { useLocal } from '../use-orders.ts';

/** The return is durable: how much to hand back, its paper, and on to the next customer. */
export function ReturnDone({ done }: { readonly done: CommittedReturn }) {
  const { journal } = useDevice();
  const receipts = useReceipts();
  const known = useLocal(() => journal.findReturn(done.returnId), done.returnId);
  const receipt = known?.ok ? receipts(viewOfReturn(known.value), false) : null;
  const { refunds, rules } = done.payload;
  const [first, ...others] = handBack(refunds, rules.currency);
  return (
    <section role="status" className="mx-auto flex max-w-lg flex-col items-center gap-2 px-4 py-14 text-center">
      <span className="grid size-12 place-items-center rounded-full bg-success-tint text-success">
        <Check aria-hidden className="size-6" strokeWidth={2} />
      </span>
      <p className="mt-2 text-total font-bold tracking-tight">{first}</p>
      {others.map((sentence) => (
        <p key={sentence} className="text-lg font-semibold">
          {sentence}
        </p>
      ))}
      <p className="text-ink-2">{t('orders.returnDoneText', { number: done.receiptNumber })}</p>
      <div className="mt-5 flex flex-wrap justify-center gap-2">
        {receipt === null ? null : (
          <Button
            size="lg"
            icon={<Printer aria-hidden className="size-5" strokeWidth={1.75} />}
            onClick={() => void printReceipt(receipt)}
          >
            {t('orders.print')}
          </Button>
        )}
        <Link to="/till" className={`${linkLook} min-h-12 px-5 text-md`}>
          {t('orders.nextCustomer')}
        </Link>
      </div>
    </section>
  );
}
