import { useState } from 'react';
import { t } from './platform/i18n/index.ts';
import { useNavigate } from './platform/router/index.ts';
import { type NavItem, PaletteDialog, type PaletteEntry } from './platform/ui/index.ts';

interface Props {
  /** Where the asker may go. */
  readonly nav: readonly NavItem[];
  readonly onClose: () => void;
}

/** Anything of the office by its name, and products and orders by what was typed: Ctrl+K, as on the till. */
export function OfficePalette({ nav, onClose }: Props) {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  return <PaletteDialog text={text} onText={setText} entries={entriesOf(nav, text, navigate)} onClose={onClose} />;
}

function entriesOf(nav: readonly NavItem[], text: string, navigate: ReturnType<typeof useNavigate>): PaletteEntry[] {
  const wanted = text.trim();
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const places = nav
    .map(({ to, label }) => ({ key: to, label: t(label), run: () => navigate({ to }) }))
    .filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
  if (wanted === '') return places;
  const search = (to: '/products' | '/orders', name: string): PaletteEntry => ({
    key: `search ${to}`,
    label: `${name}: ${wanted}`,
    run: () => navigate({ to, search: { query: wanted } }),
  });
  return [...places, search('/products', t('ui.navProducts')), search('/orders', t('ui.navOrders'))];
}
