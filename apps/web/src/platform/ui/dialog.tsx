import { X } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { t } from '../i18n/index.ts';
import { IconButton } from './button.tsx';
import { classes } from './classes.ts';

export interface DialogProps {
  readonly title: string;
  /** Leave the heading to the content; `title` still names the dialog for screen readers. */
  readonly isTitleHidden?: boolean;
  readonly onClose: () => void;
  readonly className?: string;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

type Shape = 'dialog' | 'sheet' | 'drawer' | 'menu';
const shapes: Record<Shape, string> = {
  dialog:
    'm-auto w-[min(32rem,calc(100vw-2rem))] max-h-[calc(100dvh-2rem)] rounded-sheet animate-rise max-sm:mb-0 max-sm:w-full max-sm:max-w-full max-sm:rounded-b-none',
  sheet:
    'ms-auto me-0 my-0 h-dvh w-[min(34.5rem,100vw)] max-h-dvh max-w-full sm:m-3 sm:ms-auto sm:h-[calc(100dvh-1.5rem)] sm:rounded-sheet animate-slide',
  menu: 'ms-0 me-auto my-0 h-dvh w-[min(20rem,88vw)] max-h-dvh max-w-full animate-rise',
  drawer: 'ms-auto me-0 my-0 h-dvh w-[min(40rem,100vw)] max-h-dvh max-w-full animate-slide',
};

/**
 * The platform's own modal dialog: it holds the focus, makes the rest inert and gives the focus back when it closes.
 * Mount it to open, unmount it to close. Focus goes to the first control, or to what carries `data-autofocus`.
 */
function Modal({
  shape,
  title,
  isTitleHidden = false,
  onClose,
  className,
  footer,
  children,
}: DialogProps & { readonly shape: Shape }) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    dialog.showModal();
    // Without a first field the dialog itself has the focus: a ring around the close button would say "press me".
    (dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog).focus();
    return () => {
      dialog.close();
      giveCaretBack(document.activeElement);
    };
  }, []);
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      tabIndex={-1}
      onCancel={(event) => {
        // Only this dialog's own Esc: a cancel event of a dialog or picker inside it bubbles up in React.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
      className={classes('border border-line bg-surface p-0 shadow-sheet outline-none', shapes[shape], className)}
    >
      <div className="flex max-h-[inherit] min-h-0 flex-col sm:h-full">
        <div className={classes('flex items-center gap-2 ps-5 pe-2 pt-2', isTitleHidden && 'visually-hidden')}>
          <h2 id={titleId} className="min-w-0 flex-1 py-2 text-lg font-semibold tracking-tight">
            {title}
          </h2>
          {isTitleHidden ? null : (
            <IconButton label={t('ui.close')} onClick={onClose}>
              <X aria-hidden className="size-5" strokeWidth={1.75} />
            </IconButton>
          )}
        </div>
        <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 pb-5 pt-1">{children}</div>
        {footer === undefined ? null : (
          <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
            {footer}
          </div>
        )}
      </div>
    </dialog>
  );
}

/**
 * Chromium gives the focus back without the caret when the dialog had a field of its own: the field looks focused, and
 * what is typed next goes nowhere.
 */
function giveCaretBack(element: Element | null): void {
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) return;
  const { selectionStart, selectionEnd } = element;
  if (selectionStart !== null) element.setSelectionRange(selectionStart, selectionEnd);
}

/** A question or a small form in the middle; on a phone it comes from the bottom. */
export function Dialog(props: DialogProps) {
  return <Modal shape="dialog" {...props} />;
}

/** A card at the end side that leaves the rest in sight; the whole screen on a phone. */
export function Sheet(props: DialogProps) {
  return <Modal shape="sheet" {...props} />;
}

/** A tall editor at the end side. */
export function Drawer(props: DialogProps) {
  return <Modal shape="drawer" {...props} />;
}

/** Where else to go, at the start side. */
export function MenuPanel(props: DialogProps) {
  return <Modal shape="menu" {...props} />;
}
