import type { ApiProblem } from '../../platform/api/index.ts';
import { Notice } from '../../platform/ui/index.ts';

/** Why something was refused and what helps, said once and announced. */
export function ProblemNotice({ problem }: { readonly problem: ApiProblem | null }) {
  if (problem === null) return null;
  return (
    <Notice tone="danger" isAlert>
      {problem.title}. {problem.action}
    </Notice>
  );
}
