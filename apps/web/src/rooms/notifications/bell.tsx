import { Bell } from 'lucide-react';
import { t } from '../../platform/i18n/index.ts';
import { IconButton } from '../../platform/ui/index.ts';

const MOST_SHOWN = 99;

/** Says that there are notices, and how many were not read. */
export function NoticeBell({ unread, onOpen }: { readonly unread: number; readonly onOpen: () => void }) {
  return (
    <IconButton
      label={unread === 0 ? t('notifications.notices') : t('notifications.bell', { count: unread })}
      onClick={onOpen}
      className="relative"
    >
      <Bell aria-hidden className="size-[18px]" strokeWidth={1.75} />
      {unread === 0 ? null : (
        <span
          aria-hidden
          className="num absolute end-0 top-0 grid h-4 min-w-4 place-items-center rounded-full bg-danger-fill px-1 text-2xs font-semibold text-white"
        >
          {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
        </span>
      )}
    </IconButton>
  );
}
