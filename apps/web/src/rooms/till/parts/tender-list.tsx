import type { TenderKind } from '@mosaajii/domain/sale';
import {
  Banknote,
  CreditCard,
  Gift,
  Landmark,
  type LucideIcon,
  NotebookPen,
  Smartphone,
  Star,
  Ticket,
  Undo2,
  Wallet,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { tenderName } from '../../../platform/i18n/tender-name.ts';
import { classes, Kbd } from '../../../platform/ui/index.ts';
import { TENDER_LETTERS } from '../tender-rules.ts';
import { useTill } from '../till-context.tsx';

const ICONS: Readonly<Record<TenderKind, LucideIcon>> = {
  cash: Banknote,
  'card-manual': CreditCard,
  'mobile-money': Smartphone,
  'bank-transfer': Landmark,
  'gift-card': Gift,
  'store-credit': Wallet,
  account: NotebookPen,
  voucher: Ticket,
  points: Star,
  exchange: Undo2,
};

interface Props {
  readonly isPending: boolean;
  readonly onTake: (kind: TenderKind) => void;
  /** What stands beside a tender: the change, what an account has left. */
  readonly hintOf: (kind: TenderKind) => ReactNode;
}

/** The tenders that this store takes, in its order; cash is the main one. */
export function TenderList({ isPending, onTake, hintOf }: Props) {
  const { ports } = useTill();
  return (
    <div className="flex flex-col gap-2 max-sm:grid max-sm:grid-cols-2">
      {ports.shop.tenders.kinds.map((kind) => {
        const Icon = ICONS[kind];
        return (
          <button
            key={kind}
            type="button"
            onClick={() => onTake(kind)}
            aria-busy={isPending || undefined}
            className={classes(
              'flex min-h-12 items-center gap-3 rounded-card border px-3.5 text-start text-md font-semibold active:translate-y-px max-sm:flex-wrap max-sm:gap-x-2 max-sm:gap-y-0 max-sm:py-1.5',
              kind === 'cash' ? 'min-h-15 border-brand bg-brand-tint' : 'border-line bg-surface hover:bg-sunken',
            )}
          >
            <Icon aria-hidden className="size-5 flex-none text-ink-2" strokeWidth={1.75} />
            {tenderName(kind)}
            <span className="num ms-auto whitespace-normal text-end text-sm font-medium text-ink-3 max-sm:ms-0 max-sm:w-full max-sm:text-start max-sm:text-xs">
              {hintOf(kind)}
            </span>
            <Kbd>{TENDER_LETTERS[kind].toUpperCase()}</Kbd>
          </button>
        );
      })}
    </div>
  );
}
