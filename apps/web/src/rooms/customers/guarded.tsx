import type { Permission } from '@mosaajii/domain/permission';
import { ShieldX } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../platform/i18n/index.ts';
import { EmptyState, PageHeader } from '../../platform/ui/index.ts';
import { useMay } from './use-customers.ts';

interface Props {
  readonly title: string;
  readonly permission: Permission;
  readonly children: ReactNode;
}

/** A page for who may see it; whoever may not is told whom to ask. */
export function Guarded({ title, permission, children }: Props) {
  if (useMay(permission)) return children;
  return (
    <>
      <PageHeader title={title} />
      <EmptyState icon={ShieldX} title={t('customers.notAllowed')}>
        {t('customers.notAllowedText')}
      </EmptyState>
    </>
  );
}
