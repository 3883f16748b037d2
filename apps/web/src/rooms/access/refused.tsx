import { CircleAlert } from 'lucide-react';
import type { ApiProblem } from '../../platform/api/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Notice } from '../../platform/ui/index.ts';

/** Why a change was refused. */
export function Refused({ problem }: { readonly problem: ApiProblem | null }) {
  if (problem === null) return null;
  return (
    <Notice tone="danger" isAlert icon={<CircleAlert aria-hidden className="size-5 flex-none" />}>
      {problem.code === 'unreachable' ? t('access.needsServer') : `${problem.detail} ${problem.action}`}
    </Notice>
  );
}
