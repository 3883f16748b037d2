import { FLAGS, type Flag } from '@mosaajii/domain/operation';
import { Flag as FlagIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { flags as english } from '../../../platform/i18n/en/flags.ts';
import { addMessages, t } from '../../../platform/i18n/index.ts';
import { Chip } from '../../../platform/ui/index.ts';

addMessages('flags', english);

/** Marks in words, one beside the other, and what else belongs in their row. */
export function FlagList({ flags, children }: { readonly flags: readonly string[]; readonly children?: ReactNode }) {
  return (
    <ul aria-label={t('orders.flags')} className="flex flex-wrap gap-1.5">
      {flags.map((flag) => (
        <li key={flag}>
          <Chip tone="warning" size="sm" icon={<FlagIcon aria-hidden className="size-3.5" />}>
            {wordsOf(flag)}
          </Chip>
        </li>
      ))}
      {children}
    </ul>
  );
}

/** A mark in words; one of a server that is newer than this screen is named as it is. */
function wordsOf(flag: string): string {
  return isFlag(flag) ? t(`flags.${flag}`) : t('flags.other', { flag });
}

function isFlag(flag: string): flag is Flag {
  return (FLAGS as readonly string[]).includes(flag);
}
