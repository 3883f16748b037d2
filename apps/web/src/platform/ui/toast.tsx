import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { create } from 'zustand';
import { t } from '../i18n/index.ts';
import { IconButton } from './button.tsx';
import { classes } from './classes.ts';

export interface ToastInput {
  readonly message: string;
  readonly tone?: 'neutral' | 'success' | 'danger';
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Eight seconds unless given: long enough to read, find and press. */
  readonly durationMs?: number;
  /** A second toast with the same key replaces the first. */
  readonly key?: string;
}
interface Toast extends ToastInput {
  readonly id: number;
}
const MOST = 4;

interface Toasts {
  readonly toasts: readonly Toast[];
  readonly show: (toast: ToastInput) => void;
  readonly dismiss: (id: number) => void;
}
let lastId = 0;

/** The notices of this device: `useToasts.getState().show({ message, action })` works outside of components too. */
export const useToasts = create<Toasts>((set) => ({
  toasts: [],
  show: (toast) => {
    lastId += 1;
    const made = { ...toast, id: lastId };
    set(({ toasts }) => ({
      toasts: [...toasts.filter((other) => toast.key === undefined || other.key !== toast.key), made].slice(-MOST),
    }));
  },
  dismiss: (id) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
}));

/** The region where notices appear. F6 reaches it; the time stands still while the pointer or the focus is on it. */
export function ToastRegion() {
  const { toasts, dismiss } = useToasts();
  const [isHeld, setHeld] = useState(false);
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    const region = ref.current;
    // A popover stands in the top layer, so that a dialog never covers an undo.
    if (region === null || typeof region.showPopover !== 'function') return;
    if (region.matches(':popover-open')) region.hidePopover();
    if (toasts.length > 0) region.showPopover();
  }, [toasts]);
  return (
    <section
      ref={ref}
      popover="manual"
      data-region="notices"
      tabIndex={-1}
      aria-label={t('ui.notices')}
      aria-live="polite"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="fixed inset-auto start-1/2 bottom-20 max-sm:top-28 max-sm:bottom-auto m-0 w-[min(28rem,calc(100vw-1.5rem))] -translate-x-1/2 flex-col gap-2 overflow-visible bg-transparent p-0 open:flex rtl:translate-x-1/2"
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} isHeld={isHeld} onGone={() => dismiss(toast.id)} />
      ))}
    </section>
  );
}

function ToastCard({
  toast,
  isHeld,
  onGone,
}: {
  readonly toast: Toast;
  readonly isHeld: boolean;
  readonly onGone: () => void;
}) {
  const gone = useRef(onGone);
  gone.current = onGone;
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => gone.current(), toast.durationMs ?? 8000);
    return () => clearTimeout(timer);
  }, [isHeld, toast.durationMs]);
  const Icon = toast.tone === 'danger' ? CircleAlert : toast.tone === 'success' ? CircleCheck : null;
  return (
    <div
      role={toast.tone === 'danger' ? 'alert' : 'status'}
      className="flex min-h-12 animate-rise items-center gap-2 rounded-card bg-ink ps-4 pe-1 text-bg shadow-pop"
    >
      {Icon === null ? null : <Icon aria-hidden className="size-5 flex-none" strokeWidth={1.75} />}
      <span className="min-w-0 flex-1 py-2 font-medium">{toast.message}</span>
      {toast.action === undefined ? null : (
        <button
          type="button"
          onClick={() => {
            toast.action?.run();
            onGone();
          }}
          className="min-h-11 rounded-control px-3 font-semibold underline decoration-1 underline-offset-4 focus-visible:-outline-offset-4 focus-visible:outline-bg"
        >
          {toast.action.label}
        </button>
      )}
      <IconButton
        label={t('ui.dismiss')}
        onClick={onGone}
        className={classes(
          // The kit's own colours would come after these in the style sheet.
          'text-bg! hover:bg-transparent! hover:text-bg!',
          'focus-visible:-outline-offset-4 focus-visible:outline-bg',
        )}
      >
        <X aria-hidden className="size-4" />
      </IconButton>
    </div>
  );
}
