import { CloudOff, KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiFailure, type ApiProblem } from '../api/index.ts';
import { t } from '../i18n/index.ts';
import { Link } from '../router/index.ts';
import { Button, EmptyState, ErrorState, linkLook } from '../ui/index.ts';

export interface FailedProps {
  /** What the server refused with, or what was thrown. */
  readonly cause: ApiProblem | Error;
  readonly onRetry: () => void;
  /** What failed, in the words of the screen; else the problem's own title. */
  readonly title?: string;
  /** What stands there without a connection, where the screen has something better to say. */
  readonly offline?: { readonly title: string; readonly text: string };
  /** Other ways on, beside trying again. */
  readonly actions?: ReactNode;
}

/** Why there is nothing here, and the way on: the connection, the second factor, or what the server said. */
export function Failed({ cause, onRetry, title, offline, actions }: FailedProps) {
  const problem = cause instanceof ApiFailure ? cause.problem : cause;
  if (problem instanceof Error) {
    return (
      <ErrorState title={title ?? t('ui.crashTitle')} onRetry={onRetry} actions={actions}>
        {problem.message}
      </ErrorState>
    );
  }
  if (problem.code === 'unreachable') {
    return (
      <EmptyState
        icon={CloudOff}
        title={offline?.title ?? t('ui.needsServer')}
        actions={
          <>
            <Button variant="primary" onClick={onRetry}>
              {t('ui.retry')}
            </Button>
            {actions}
          </>
        }
      >
        {offline?.text ?? t('ui.needsServerText')}
      </EmptyState>
    );
  }
  if (problem.code === 'second-factor-needed') return <FactorMissing problem={problem} actions={actions} />;
  return (
    <ErrorState title={title ?? problem.title} details={detailsOf(problem)} onRetry={onRetry} actions={actions}>
      <p>{problem.detail}</p>
      <p>{problem.action}</p>
    </ErrorState>
  );
}

function FactorMissing({ problem, actions }: { readonly problem: ApiProblem; readonly actions: ReactNode }) {
  const add = (
    <>
      <Link to="/account" className={linkLook}>
        {t('ui.addFactor')}
      </Link>
      {actions}
    </>
  );
  return (
    <EmptyState icon={KeyRound} title={problem.title} actions={add}>
      {problem.action}
    </EmptyState>
  );
}

/** What support asks for: which refusal, and which request. */
function detailsOf({ code, requestId }: ApiProblem): string {
  return requestId === undefined ? code : `${code} · ${requestId}`;
}
