import { openDisplay } from '../../platform/customer-display/open-display.ts';
import { pairDisplay } from '../../platform/customer-display/pair-dialog.tsx';
import { askPractice } from '../../platform/practice/practice-dialog.tsx';
import type { Command } from './commands.ts';
import type { Till } from './till-context.tsx';

/** Commands that stand in the menu and the palette only, and that the first scan does not carry. */
export function laterCommands({ ports: { practice, person, shop }, carts }: Till): readonly Command[] {
  const layaways: Command = {
    id: 'layaways',
    label: 'layaway.title',
    group: 'sale',
    run: () => carts.store.setState({ layer: { kind: 'layaways' } }),
  };
  const display: Command = {
    id: 'customer-display',
    label: 'till.customerDisplay',
    group: 'device',
    run: () => void openDisplay(),
  };
  const pair: Command = { id: 'display-pair', label: 'printing.displayPair', group: 'device', run: pairDisplay };
  if (practice === undefined) return [layaways, display, pair];
  const isOn = practice.isOn;
  if (!isOn && !person.permissions.has('sales.practice')) return [layaways, display, pair];
  const who = { userId: person.userId, store: shop };
  const label = isOn ? 'practice.end' : 'practice.begin';
  return [
    layaways,
    display,
    pair,
    { id: 'practice', label, group: 'device', run: () => askPractice({ practice, who }) },
  ];
}
