import { askPractice } from '../../platform/practice/practice-dialog.tsx';
import type { Command } from './commands.ts';
import type { TillPorts } from './ports.ts';

/** Commands that stand in the menu and the palette only, and that the first scan does not carry. */
export function laterCommands({ practice, person, shop }: TillPorts): readonly Command[] {
  if (practice === undefined) return [];
  const isOn = practice.isOn;
  if (!isOn && !person.permissions.has('sales.practice')) return [];
  const who = { userId: person.userId, timeZone: shop.timeZone };
  const label = isOn ? 'practice.end' : 'practice.begin';
  return [{ id: 'practice', label, group: 'device', run: () => askPractice({ practice, who }) }];
}
