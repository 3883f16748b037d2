import { t } from '../../../platform/i18n/index.ts';
import { chordText } from '../../../platform/keys/index.ts';
import { Kbd } from '../../../platform/ui/index.ts';
import type { Command } from '../commands.ts';

/**
 * What is done to a sale beside ringing it up. Every key of the till has a button somewhere; the main ones are here. The last
 * one leads to the rest and stays in sight however narrow the bar is; what does not fit fades out before it.
 */
export function ActionBar({ commands }: { readonly commands: readonly Command[] }) {
  const last = commands.at(-1);
  return (
    <footer className="till-bar flex h-14 flex-none items-center gap-1 border-t border-line bg-surface px-3">
      <div className="till-bar-rest no-bar flex h-full min-w-0 flex-1 items-center gap-1 overflow-x-auto">
        {commands.slice(0, -1).map((command) => (
          <Item key={command.id} command={command} />
        ))}
      </div>
      {last === undefined ? null : <Item command={last} />}
    </footer>
  );
}

function Item({ command }: { readonly command: Command }) {
  return (
    <button
      type="button"
      onClick={() => command.run()}
      className="flex h-11 flex-none items-center gap-2 rounded-control px-3 font-medium text-ink-2 hover:bg-sunken hover:text-ink focus-visible:-outline-offset-2"
    >
      {t(command.label)}
      {command.chord === undefined ? null : <Kbd>{chordText(command.chord)}</Kbd>}
    </button>
  );
}
