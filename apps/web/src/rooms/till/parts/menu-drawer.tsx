import { t } from '../../../platform/i18n/index.ts';
import { chordText } from '../../../platform/keys/index.ts';
import { Kbd, MenuPanel, navFor } from '../../../platform/ui/index.ts';
import type { Command } from '../commands.ts';
import { laterCommands } from '../later-commands.ts';
import { useTill } from '../till-context.tsx';

/** Where else to go, and every command that has no button on this size of screen. */
export function MenuDrawer({
  commands,
  navigate,
}: {
  readonly commands: readonly Command[];
  readonly navigate: (path: string) => void;
}) {
  const till = useTill();
  const { carts, ports } = till;
  const close = () => carts.store.setState({ layer: null });
  const run = (work: () => void) => {
    close();
    work();
  };
  return (
    <MenuPanel title={ports.shop.name} onClose={close} className="comfortable">
      <p className="pb-2 text-ink-2">
        {ports.person.displayName} · {ports.registerName}
      </p>
      <nav aria-label={t('ui.navMain')} className="-mx-2 flex flex-col">
        {navFor((permission) => ports.person.permissions.has(permission), false).map((item) => (
          <a
            key={item.to}
            href={item.to}
            aria-current={item.to === '/till' ? 'page' : undefined}
            onClick={(event) => {
              event.preventDefault();
              run(() => navigate(item.to));
            }}
            className="flex min-h-12 items-center gap-3 rounded-control px-2 font-medium hover:bg-sunken aria-[current]:bg-brand-tint aria-[current]:text-brand-ink"
          >
            <item.icon aria-hidden className="size-5" strokeWidth={1.75} />
            {t(item.label)}
          </a>
        ))}
      </nav>
      <h3 className="pb-1 pt-4 text-sm font-medium text-ink-3">{t('layers.thisSale')}</h3>
      <ul className="-mx-2">
        {[...commands, ...laterCommands(till)]
          .filter((command) => command.group !== 'go')
          .map((command) => (
            <li key={command.id}>
              <button
                type="button"
                onClick={() => run(command.run)}
                className="flex min-h-11 w-full items-center gap-3 rounded-control px-2 text-start text-ink-2 hover:bg-sunken hover:text-ink"
              >
                <span className="flex-1">{t(command.label)}</span>
                {command.chord === undefined ? null : <Kbd>{chordText(command.chord)}</Kbd>}
              </button>
            </li>
          ))}
        <li>
          <button
            type="button"
            onClick={() => run(() => navigate('/lock'))}
            className="flex min-h-11 w-full items-center rounded-control px-2 text-start text-ink-2 hover:bg-sunken hover:text-ink"
          >
            {t('till.lock')}
          </button>
        </li>
      </ul>
    </MenuPanel>
  );
}
