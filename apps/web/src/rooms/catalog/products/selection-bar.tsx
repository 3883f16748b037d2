import { useQueryClient } from '@tanstack/react-query';
import { Tags, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { Button, IconButton, useToasts } from '../../../platform/ui/index.ts';
import { setActive } from '../catalog-api.ts';

/** Printing is no part of the list: it comes when somebody asks for it. */
const LabelsDialog = lazy(() => import('../labels/labels-dialog.tsx').then((file) => ({ default: file.LabelsDialog })));

export interface SelectionBarProps {
  readonly selected: ReadonlySet<string>;
  readonly isInactiveView: boolean;
  readonly onDone: () => void;
}

/** What can be done with the products that are selected, at the foot of the page while there are any. */
export function SelectionBar({ selected, isInactiveView, onDone }: SelectionBarProps) {
  const queries = useQueryClient();
  const [isPending, setPending] = useState(false);
  const [hasLabels, setLabels] = useState(false);
  if (selected.size === 0) return null;
  const apply = async (productIds: readonly string[], isActive: boolean, canUndo: boolean) => {
    setPending(true);
    const result = await setActive(productIds, isActive);
    setPending(false);
    const { show } = useToasts.getState();
    if (!result.ok) return show({ message: result.error.detail, tone: 'danger' });
    await queries.invalidateQueries({ queryKey: ['products'] });
    onDone();
    show({
      message: t(isActive ? 'catalog.activated' : 'catalog.deactivated', { count: result.value.changed }),
      ...(canUndo ? { action: { label: t('ui.undo'), run: () => void apply(productIds, !isActive, false) } } : {}),
    });
  };
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-4 z-10 flex justify-center px-4 max-md:bottom-20 md:ps-[232px]">
      <div
        role="toolbar"
        aria-label={t('catalog.selected', { count: selected.size })}
        className="pointer-events-auto flex items-center gap-2 rounded-xl border border-line bg-raised py-1.5 ps-4 pe-1.5 font-medium shadow-sheet"
      >
        <span className="num" aria-live="polite">
          {t('catalog.selected', { count: selected.size })}
        </span>
        <Button variant="quiet" isPending={isPending} onClick={() => void apply([...selected], isInactiveView, true)}>
          {t(isInactiveView ? 'catalog.activate' : 'catalog.deactivate')}
        </Button>
        <Button
          variant="quiet"
          icon={<Tags aria-hidden className="size-4" strokeWidth={1.75} />}
          onClick={() => setLabels(true)}
        >
          {t('catalog.labels')}
        </Button>
        <IconButton label={t('catalog.clearSelection')} onClick={onDone}>
          <X aria-hidden className="size-4" />
        </IconButton>
      </div>
      <Suspense fallback={null}>
        {hasLabels ? <LabelsDialog productIds={[...selected]} onClose={() => setLabels(false)} /> : null}
      </Suspense>
    </div>
  );
}
