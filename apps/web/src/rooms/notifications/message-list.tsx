import type { MessageItem } from '@mosaajii/contract/notifications';
import { RotateCw } from 'lucide-react';
import { t } from '../../platform/i18n/index.ts';
import { Button, Chip, Table, TableCell, TableHead, TableHeader, TableRow } from '../../platform/ui/index.ts';
import { useWhen } from '../../platform/when/index.ts';
import { channelName, reasonOf, STATE_TONES, stateName } from './message-words.ts';

interface Props {
  readonly messages: readonly MessageItem[];
  /** Absent: whoever looks may not send again. */
  readonly onRetry: ((messageId: string) => void) | undefined;
  /** The message that is being sent again. */
  readonly pending: string | undefined;
}

/** The log as a table; on a phone as cards. */
export function MessageList(props: Props) {
  const when = useWhen();
  return (
    <>
      <div className="hidden sm:block">
        <Table label={t('notifications.log')}>
          <TableHead>
            <TableHeader>{t('notifications.time')}</TableHeader>
            <TableHeader>{t('notifications.message')}</TableHeader>
            <TableHeader>{t('notifications.recipient')}</TableHeader>
            <TableHeader>{t('notifications.state')}</TableHeader>
            <TableHeader>
              <span className="visually-hidden">{t('notifications.retry')}</span>
            </TableHeader>
          </TableHead>
          <tbody>
            {props.messages.map((message) => (
              <TableRow key={message.messageId}>
                <TableCell className="num whitespace-nowrap text-ink-2">{when(message.createdAt)}</TableCell>
                <TableCell className="max-w-64 truncate font-medium">{message.subject}</TableCell>
                <TableCell className="max-w-52 truncate text-ink-2">{recipientOf(message)}</TableCell>
                <TableCell>
                  <State message={message} when={when} />
                </TableCell>
                <TableCell className="text-end">
                  <Again message={message} {...props} />
                </TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </div>
      <ul aria-label={t('notifications.log')} className="flex flex-col gap-2 sm:hidden">
        {props.messages.map((message) => (
          <li
            key={message.messageId}
            className="flex flex-col gap-1.5 rounded-card border border-line bg-surface px-3.5 py-2.5"
          >
            <span className="break-words font-medium">{message.subject}</span>
            <span className="break-words text-sm text-ink-2">{recipientOf(message)}</span>
            <State message={message} when={when} />
            <span className="flex items-center gap-2">
              <span className="num flex-1 text-sm text-ink-2">{when(message.createdAt)}</span>
              <Again message={message} {...props} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function recipientOf({ channel, to }: MessageItem): string {
  return `${channelName(channel)} · ${to}`;
}

/** The state as a word, and below it why and what comes next. */
function State({ message, when }: { readonly message: MessageItem; readonly when: (instant: string) => string }) {
  const { state, lastCode, attempts, nextAttemptAt, canRetry } = message;
  const isLost = state === 'failed' || state === 'expired' || state === 'suppressed';
  const isLate = state === 'queued' && attempts > 0 && nextAttemptAt !== null;
  const tried = isLate
    ? `${t('notifications.attempts', { count: attempts })}, ${t('notifications.nextAttempt', { time: when(nextAttemptAt) })}`
    : null;
  const sentences = [
    lastCode === null ? null : reasonOf(lastCode),
    tried,
    isLost && !canRetry ? t('notifications.notKept') : null,
  ].filter((sentence) => sentence !== null);
  return (
    <span className="flex min-w-0 flex-col items-start gap-0.5 py-1">
      <Chip tone={STATE_TONES[state]} size="sm">
        {stateName(state)}
      </Chip>
      {sentences.map((sentence) => (
        <span key={sentence} className="max-w-72 whitespace-normal break-words text-sm text-ink-2">
          {sentence}
        </span>
      ))}
    </span>
  );
}

function Again({ message, onRetry, pending }: Omit<Props, 'messages'> & { readonly message: MessageItem }) {
  if (!message.canRetry || onRetry === undefined) return null;
  return (
    <Button
      size="sm"
      icon={<RotateCw aria-hidden className="size-4" strokeWidth={1.75} />}
      isPending={pending === message.messageId}
      onClick={() => onRetry(message.messageId)}
    >
      {message.state === 'queued' ? t('notifications.sendNow') : t('notifications.retry')}
    </Button>
  );
}
