import { ShieldX } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../platform/i18n/index.ts';
import { EmptyState, PageHeader } from '../../platform/ui/index.ts';
import { useMay } from './use-purchasing.ts';

/** A page for who may see what is ordered; whoever may not is told whom to ask. */
export function Guarded({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  if (useMay('purchasing.read')) return children;
  return (
    <>
      <PageHeader title={title} />
      <EmptyState icon={ShieldX} title={t('purchasing.notAllowed')}>
        {t('purchasing.notAllowedText')}
      </EmptyState>
    </>
  );
}
