import type { NoticeItem } from '@mosaajii/contract/notifications';
import { BellRing, Check } from 'lucide-react';
import { Failed, MorePages } from '../../platform/answer/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { Link, useNavigate } from '../../platform/router/index.ts';
import { Button, classes, Drawer, EmptyState, Skeleton } from '../../platform/ui/index.ts';
import { useWhen } from '../../platform/when/index.ts';
import { useMarkRead, useNotices } from './use-notices.ts';

interface Props {
  readonly unread: number;
  readonly onClose: () => void;
}

/** The notices, each with the one thing that can be done about it. */
export function NoticesDrawer({ unread, onClose }: Props) {
  const marking = useMarkRead();
  const footer = (
    <>
      <Link
        to="/messages"
        search={{ view: 'preferences' }}
        onClick={onClose}
        className="me-auto inline-flex min-h-(--control) items-center font-medium text-brand-ink hover:underline"
      >
        {t('notifications.choosePreferences')}
      </Link>
      {unread === 0 ? null : (
        <Button
          icon={<Check aria-hidden className="size-4" strokeWidth={1.75} />}
          isPending={marking.isPending}
          onClick={() => marking.mutate('all')}
        >
          {t('notifications.markAllRead')}
        </Button>
      )}
    </>
  );
  return (
    <Drawer title={t('notifications.notices')} onClose={onClose} footer={footer}>
      <NoticeList unread={unread} onClose={onClose} onRead={(noticeId) => marking.mutate([noticeId])} />
    </Drawer>
  );
}

interface ListProps extends Props {
  readonly onRead: (noticeId: string) => void;
}

function NoticeList({ unread, onClose, onRead }: ListProps) {
  const notices = useNotices(unread);
  const when = useWhen();
  if (notices.error !== null) {
    return <Failed cause={notices.error} onRetry={() => void notices.refetch()} />;
  }
  if (notices.data === undefined) return <LoadingNotices />;
  if (notices.data.length === 0) {
    return (
      <EmptyState icon={BellRing} title={t('notifications.allClear')}>
        {t('notifications.allClearText')}
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <ul aria-label={t('notifications.noticeList')} className="flex flex-col gap-2">
        {notices.data.map((notice) => (
          <NoticeCard key={notice.noticeId} notice={notice} when={when} onClose={onClose} onRead={onRead} />
        ))}
      </ul>
      <MorePages pages={notices} />
    </div>
  );
}

interface CardProps extends Omit<ListProps, 'unread'> {
  readonly notice: NoticeItem;
  readonly when: (instant: string) => string;
}

function NoticeCard({ notice, when, onClose, onRead }: CardProps) {
  const { noticeId, title, text, path, action, direction, createdAt, isRead } = notice;
  const navigate = useNavigate();
  const isLeading = path !== null && action !== null;
  return (
    <li
      className={classes(
        'rounded-card border px-3.5 py-2.5',
        isRead ? 'border-line bg-surface' : 'border-brand bg-brand-tint',
      )}
    >
      <div dir={direction}>
        <h3 className={classes('break-words', isRead ? 'font-medium' : 'font-semibold')}>
          {isRead ? null : <span className="visually-hidden">{t('notifications.unread')}: </span>}
          {title}
        </h3>
        <p className="whitespace-pre-line break-words text-ink-2">{text}</p>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 pt-1">
        <span className="num flex-1 whitespace-nowrap text-sm text-ink-2">{when(createdAt)}</span>
        {isRead ? null : (
          <Button variant="quiet" size="sm" onClick={() => onRead(noticeId)}>
            {t('notifications.markRead')}
          </Button>
        )}
        {isLeading ? (
          <a
            href={path}
            onClick={(event) => {
              if (!isRead) onRead(noticeId);
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              onClose();
              navigate({ href: path });
            }}
            className="reach inline-flex min-h-8 items-center rounded-control border border-line-strong bg-surface px-2.5 text-sm font-semibold hover:bg-sunken"
          >
            {action}
          </a>
        ) : null}
      </div>
    </li>
  );
}

function LoadingNotices() {
  return (
    <div aria-busy className="flex flex-col gap-2">
      {Array.from({ length: 4 }, (_, index) => (
        <Skeleton key={index} className="h-24" />
      ))}
    </div>
  );
}
