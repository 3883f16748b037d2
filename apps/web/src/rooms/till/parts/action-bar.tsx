import { t } from '../../../platform/i18n/index.ts';
import { chordText } from '../../../platform/keys/index.ts';
import { Kbd } from '../../../platform/ui/index.ts';
import type { Command } from '../commands.ts';

/**
 * What is done to a sale beside ringing it up. Every key of the till has a button somewhere; the main ones are here. The last
 * one leads to the rest and stays in sight however narrow the bar is; what does not fit fades out below it.
 */
export function ActionBar({ commands }: { readonly commands: readonly Command[] }) {
  return (
    <footer className="till-bar no-bar flex h-14 flex-none items-center gap-1 overflow-x-auto border-t border-line bg-surface px-3">
      {commands.map((command) => (
        <button
          key={command.id}
          type="button"
          onClick={() => command.run()}
          className="flex h-11 flex-none items-center gap-2 rounded-control px-3 font-medium text-ink-2 till-bar-item hover:bg-sunken hover:text-ink focus-visible:-outline-offset-2"
        >
          {t(command.label)}
          {command.chord === undefined ? null : <Kbd>{chordText(command.chord)}</Kbd>}
        </button>
      ))}
    </footer>
  );
}
