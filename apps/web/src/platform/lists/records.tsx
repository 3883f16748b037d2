import { ChevronLeft, ChevronRight } from 'lucide-react';
import { t } from '../i18n/index.ts';
import { IconButton } from '../ui/index.ts';
import { useKeyActions } from './keys-shown.ts';

/** What the list of a place showed last, in its order. */
const records = new Map<string, readonly string[]>();

export function rememberRecords(place: string, ids: readonly string[]): void {
  records.set(place, ids);
}

interface Props {
  /** The place of the list, such as `/shifts`. */
  readonly place: string;
  readonly id: string;
  readonly onGo: (id: string) => void;
}

/** The way to the record before and after on the list that one came from; nothing for whoever came from elsewhere. */
export function RecordSteps({ place, id, onGo }: Props) {
  const ids = records.get(place) ?? [];
  const at = ids.indexOf(id);
  const before = at < 0 ? undefined : ids[at - 1];
  const after = at < 0 ? undefined : ids[at + 1];
  const go = (to: string | undefined) => (to === undefined ? false : onGo(to));
  useKeyActions(
    at < 0
      ? []
      : [
          { chords: ['['], words: t('lists.recordBefore'), run: () => go(before) },
          { chords: [']'], words: t('lists.recordAfter'), run: () => go(after) },
        ],
  );
  if (at < 0) return null;
  return (
    <span className="flex">
      <IconButton
        label={t('lists.recordBefore')}
        aria-keyshortcuts="["
        aria-disabled={before === undefined}
        onClick={() => go(before)}
      >
        <ChevronLeft aria-hidden className="size-5 rtl:-scale-x-100" strokeWidth={1.75} />
      </IconButton>
      <IconButton
        label={t('lists.recordAfter')}
        aria-keyshortcuts="]"
        aria-disabled={after === undefined}
        onClick={() => go(after)}
      >
        <ChevronRight aria-hidden className="size-5 rtl:-scale-x-100" strokeWidth={1.75} />
      </IconButton>
    </span>
  );
}

/** Ctrl P prints the paper of the record that is shown, instead of the screen; `null` while there is none. */
export function usePrintKey(print: (() => void) | null): void {
  useKeyActions(print === null ? [] : [{ chords: ['Ctrl+p'], words: t('lists.print'), run: print }]);
}
