import { useMemo, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { chordText } from '../../../platform/keys/index.ts';
import { Kbd, PaletteDialog, type PaletteEntry, priceFigures } from '../../../platform/ui/index.ts';
import type { Command } from '../commands.ts';
import { laterCommands } from '../later-commands.ts';
import { useTill } from '../till-context.tsx';

const MOST_PRODUCTS = 6;
const MOST_COMMANDS = 12;

/** Everything by its name: commands, pages, products and receipts. All from memory, on each key. */
export function Palette({
  commands,
  initial,
  navigate,
}: {
  readonly commands: readonly Command[];
  readonly initial: string;
  readonly navigate: (path: string) => void;
}) {
  const till = useTill();
  const { carts, ports, selling } = till;
  const [text, setText] = useState(initial);
  const close = () => carts.store.setState({ layer: null });
  const entries = useMemo(() => {
    const receipt = receiptEntry(text, (path) => navigate(path), ports.journal.findSale);
    const named = commandEntries([...commands, ...laterCommands(till)], text);
    const products = text.trim() === '' ? [] : ports.catalog.search(text.trim(), MOST_PRODUCTS);
    const goods = products.map(
      (hit): PaletteEntry => ({
        key: hit.variantId,
        label: hit.name,
        end: (
          <span className="num text-ink-2">
            {hit.priceE4 === null ? t('till.askPrice') : priceFigures(hit.priceE4, ports.shop.rules.currency)}
          </span>
        ),
        run: () => selling.add(hit),
      }),
    );
    return [...receipt, ...named, ...goods];
  }, [text, commands, ports, selling, navigate]);

  return (
    <PaletteDialog text={text} onText={setText} entries={entries} hint={t('layers.paletteHint')} onClose={close} />
  );
}

function commandEntries(commands: readonly Command[], text: string): PaletteEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return commands
    .map((command) => ({ command, label: t(command.label) }))
    .filter(
      ({ command, label }) => command.id !== 'palette' && words.every((word) => label.toLowerCase().includes(word)),
    )
    .slice(0, MOST_COMMANDS)
    .map(({ command, label }) => ({
      key: command.id,
      label,
      end: command.chord === undefined ? null : <Kbd>{chordText(command.chord)}</Kbd>,
      run: command.run,
    }));
}

/** Digits and receipt numbers offer the sale of that number. */
function receiptEntry(
  text: string,
  navigate: (path: string) => void,
  findSale: (text: string) => Promise<{ readonly document: { readonly documentId: string } } | null>,
): PaletteEntry[] {
  const wanted = text.trim().replace(/^#/, '');
  if (!/^(\d{1,9}|[A-Za-z0-9]+(-[A-Za-z0-9]+){2,})$/.test(wanted)) return [];
  const open = () =>
    void findSale(wanted).then((sale) =>
      navigate(sale === null ? `/orders?query=${encodeURIComponent(wanted)}` : `/orders/${sale.document.documentId}`),
    );
  return [{ key: 'receipt', label: t('layers.openReceipt', { number: wanted }), end: <Kbd>#</Kbd>, run: open }];
}
