import { useQuery } from '@tanstack/react-query';
import { Copy } from 'lucide-react';
import { Failed } from '../../../platform/answer/index.ts';
import { orThrow } from '../../../platform/api/index.ts';
import { deviceLocale, formatTime, t } from '../../../platform/i18n/index.ts';
import { Button, Dialog, Skeleton, useToasts } from '../../../platform/ui/index.ts';
import { peopleApi } from './people-api.ts';
import { problemOf } from './use-people.ts';

interface Props {
  readonly invitationId: string;
  readonly path: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** The link and a code of an invitation that goes from hand to hand. Each opening makes a new code and kills the one before. */
export function HandOver({ invitationId, path, name, onClose }: Props) {
  const made = useQuery({
    queryKey: ['invitation-code', invitationId],
    queryFn: () => orThrow(peopleApi.code(invitationId)),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const problem = problemOf(made.error);
  const link = new URL(path, location.origin).href;
  return (
    <Dialog title={t('team.handOverTitle')} onClose={onClose}>
      {problem === null ? null : <Failed title={problem.title} cause={problem} onRetry={() => void made.refetch()} />}
      {problem === null && made.data === undefined ? <Skeleton className="h-32" /> : null}
      {made.data === undefined ? null : (
        <div className="flex flex-col gap-4">
          <p className="text-ink-2">
            {t('team.handOverText', { name, time: formatTime(made.data.expiresAt, deviceLocale()) })}
          </p>
          <Copied label={t('team.code')} text={made.data.code} isLarge />
          <Copied label={t('team.link')} text={link} />
        </div>
      )}
    </Dialog>
  );
}

function Copied({
  label,
  text,
  isLarge = false,
}: {
  readonly label: string;
  readonly text: string;
  readonly isLarge?: boolean;
}) {
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    useToasts.getState().show({ message: t('team.copied'), key: 'team' });
  };
  return (
    <div>
      <p className="text-sm text-ink-3">{label}</p>
      <div className="flex items-center gap-2">
        <code
          className={`code min-w-0 flex-1 select-all break-all rounded-control bg-sunken px-3 py-2 ${isLarge ? 'text-2xl tracking-[0.2em]' : 'text-sm'}`}
        >
          {text}
        </code>
        <Button icon={<Copy aria-hidden className="size-4" />} onClick={() => void copy()}>
          {t('team.copy')}
        </Button>
      </div>
    </div>
  );
}
