import type { SavedView } from '@mosaajii/contract/saved-views';
import { X } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { t } from '../i18n/index.ts';
import { newId } from '../ids/index.ts';
import { Button, Checkbox, Dialog, Field, IconButton, TextInput } from '../ui/index.ts';
import { isSameState, type ListState, type Views } from './use-views.ts';

/** How many views have a key of their own: Alt 1 to 9. */
export const KEYED_VIEWS = 9;

interface BarProps {
  readonly views: Views;
  readonly state: ListState;
  readonly onView: (view: SavedView) => void;
}

/** The views of a list as buttons, one's own first. */
export function ViewButtons({ views, state, onView }: BarProps) {
  if (views.items.length === 0) return null;
  return (
    <div role="group" aria-label={t('lists.views')} className="flex min-w-0 flex-wrap items-center gap-2">
      {views.items.map((view, index) => (
        <span
          key={view.viewId}
          className="inline-flex min-w-0 items-center rounded-control border border-line bg-surface"
        >
          <Button
            variant="quiet"
            size="sm"
            className="min-w-0 break-words aria-pressed:bg-brand-tint aria-pressed:text-brand-ink"
            aria-pressed={isSameState(view, state)}
            aria-keyshortcuts={index < KEYED_VIEWS ? `Alt+${index + 1}` : undefined}
            title={view.isOwn ? undefined : t('lists.sharedByOther')}
            onClick={() => onView(view)}
          >
            {view.name}
          </Button>
          {view.isOwn ? (
            <IconButton
              label={t('lists.removeView', { name: view.name })}
              onClick={() => void views.remove(view.viewId)}
            >
              <X aria-hidden className="size-4" />
            </IconButton>
          ) : null}
        </span>
      ))}
    </div>
  );
}

interface DialogProps {
  readonly views: Views;
  readonly state: ListState;
  readonly onClose: () => void;
}

/** Keeps the present state of the list under a name; the name of one's own view puts it in that one's place. */
export function SaveViewDialog({ views, state, onClose }: DialogProps) {
  const viewId = useRef(newId());
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const [error, setError] = useState<string | undefined>(undefined);
  const [isPending, setPending] = useState(false);
  const same = views.items.find((view) => view.isOwn && view.name.toLowerCase() === name.trim().toLowerCase());
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setError(t('lists.nameMissing'));
    if (isPending) return;
    setPending(true);
    const refused = await views.save({
      viewId: same?.viewId ?? viewId.current,
      name: name.trim(),
      search: state.search,
      hiddenColumns: [...state.hidden],
      isShared,
    });
    setPending(false);
    if (refused === null) onClose();
    else setError(refused);
  };
  return (
    <Dialog title={t('lists.saveView')} onClose={onClose}>
      <form className="flex flex-col gap-4" noValidate onSubmit={(event) => void save(event)}>
        <p className="text-ink-2">{t('lists.saveViewText')}</p>
        <Field label={t('lists.viewName')} error={error}>
          <TextInput data-autofocus value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Checkbox checked={isShared} onChange={(event) => setShared(event.target.checked)}>
          {t('lists.share')}
        </Checkbox>
        <Button type="submit" variant="primary" className="self-end" isPending={isPending}>
          {same === undefined ? t('lists.keep') : t('lists.replaceView')}
        </Button>
      </form>
    </Dialog>
  );
}
