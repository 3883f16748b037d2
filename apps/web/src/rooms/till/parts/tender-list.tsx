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
  deposit: Wallet,
};

interface Props {
  readonly kinds: readonly TenderKind[];
  readonly isPending: boolean;
  readonly onTake: (kind: TenderKind) => void;
  /** What stands beside a tender: the change, what an account has left. */
  readonly hintOf: (kind: TenderKind) => ReactNode;
}

/** The first tenders that this store takes, in its order, beside the digits; cash is the main one. */
export function TenderList({ kinds, ...press }: Props) {
  return (
    <div className="flex flex-col gap-2 max-sm:grid max-sm:grid-cols-2">
      {kinds.map((kind) => (
        <Tender
          key={kind}
          {...press}
          kind={kind}
          className={classes(
            'min-h-15 gap-x-3 px-3.5 text-start text-md max-sm:min-h-14 max-sm:gap-x-2 max-sm:px-3 max-sm:py-1.5 max-sm:text-base',
            kind === 'cash' ? 'border-brand bg-brand-tint' : 'border-line bg-surface hover:bg-sunken',
          )}
          hintClassName="text-end text-sm max-sm:text-start max-sm:text-xs"
        />
      ))}
    </div>
  );
}

/** The others, below: smaller, and all of them in sight. */
export function MoreTenders({ kinds, ...press }: Props) {
  if (kinds.length === 0) return null;
  return (
    <div className="mt-2 grid grid-cols-2 gap-2">
      {kinds.map((kind) => (
        <Tender
          key={kind}
          {...press}
          kind={kind}
          className="min-h-12 gap-x-2 border-line bg-surface px-3 text-start hover:bg-sunken max-sm:min-h-14 max-sm:py-1.5"
          hintClassName="truncate text-end text-xs max-sm:text-start"
        />
      ))}
    </div>
  );
}

interface TenderProps extends Omit<Props, 'kinds'> {
  readonly kind: TenderKind;
  readonly className: string;
  readonly hintClassName: string;
}

function Tender({ kind, isPending, onTake, hintOf, className, hintClassName }: TenderProps) {
  const Icon = ICONS[kind];
  return (
    <button
      type="button"
      onClick={() => onTake(kind)}
      aria-busy={isPending || undefined}
      className={classes('flex items-center rounded-card border font-semibold active:translate-y-px', className)}
    >
      <Icon aria-hidden className="size-5 flex-none text-ink-2" strokeWidth={1.75} />
      {/* Beside the name where there is room for it, below it on a phone: the icons stand in one line either way. */}
      <span className="flex min-w-0 flex-1 items-center justify-between gap-x-2 max-sm:flex-col max-sm:items-start">
        <span>{tenderName(kind)}</span>
        <span className={classes('num min-w-0 whitespace-normal font-medium text-ink-3 empty:hidden', hintClassName)}>
          {hintOf(kind)}
        </span>
      </span>
      <Kbd>{TENDER_LETTERS[kind].toUpperCase()}</Kbd>
    </button>
  );
}
