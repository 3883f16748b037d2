import { pairDisplay } from '../../platform/customer-display/pair-dialog.tsx';
import { askPractice } from '../../platform/practice/practice-dialog.tsx';
import type { Command } from './commands.ts';
import type { TillPorts } from './ports.ts';

/** Commands that stand in the menu and the palette only, and that the first scan does not carry. */
export function laterCommands({ practice, person, shop }: TillPorts): readonly Command[] {
  const pair: Command = { id: 'display-pair', label: 'printing.displayPair', group: 'device', run: pairDisplay };
  if (practice === undefined) return [pair];
  const isOn = practice.isOn;
  if (!isOn && !person.permissions.has('sales.practice')) return [pair];
  const who = { userId: person.userId, timeZone: shop.timeZone };
  const label = isOn ? 'practice.end' : 'practice.begin';
  return [pair, { id: 'practice', label, group: 'device', run: () => askPractice({ practice, who }) }];
}
