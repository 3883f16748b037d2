import { minor } from '@mosaajii/domain/money';
import { Check, Printer } from 'lucide-react';
import { useDevice } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import type { CommittedReturn } from '../../../platform/journal/index.ts';
import { printReceipt } from '../../../platform/printer/index.ts';
import { Link } from '../../../platform/router/index.ts';
import { amountText, Button, linkLook } from '../../../platform/ui/index.ts';
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
  const total = minor(refunds.reduce((sum, part) => sum + part.amountMinor, 0));
  const amount = amountText(total, rules.currency);
  const isCredit = refunds.length > 0 && refunds.every((part) => part.kind === 'store-credit');
  const isCard = refunds.length > 0 && refunds.every((part) => part.kind !== 'cash');
  return (
    <section role="status" className="mx-auto flex max-w-lg flex-col items-center gap-2 px-4 py-14 text-center">
      <span className="grid size-12 place-items-center rounded-full bg-success-tint text-success">
        <Check aria-hidden className="size-6" strokeWidth={2} />
      </span>
      <p className="mt-2 text-total font-bold tracking-tight">
        {isCredit
          ? t('orders.returnDoneCredit', { amount })
          : isCard
            ? t('orders.returnDoneCard', { amount })
            : t('orders.returnDone', { amount })}
      </p>
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
