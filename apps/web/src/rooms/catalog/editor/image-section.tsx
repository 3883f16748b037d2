import type { ProductDetail } from '@mosaajii/contract';
import { useQueryClient } from '@tanstack/react-query';
import { ImagePlus } from 'lucide-react';
import { useRef, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { Button, useToasts } from '../../../platform/ui/index.ts';
import { imageUrl, removeImage, uploadImage } from '../catalog-api.ts';

export interface ImageSectionProps {
  readonly product: ProductDetail | null;
  /** An upload makes a new version, which the form is opened with again. */
  readonly onChanged: () => void;
  readonly isDirty: boolean;
}

/** The product's picture. It is uploaded at once; a product that is not saved yet says what has to come first. */
export function ImageSection({ product, onChanged, isDirty }: ImageSectionProps) {
  const queries = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const [pending, setPending] = useState<'upload' | 'remove' | null>(null);
  const { show } = useToasts.getState();
  const imageId = product?.imageId ?? null;
  // Either opens the form again with a new version: what is typed has to be saved before.
  const isLater = product === null || isDirty;
  const sayLater = () => show({ message: t('catalog.imageLater'), key: 'catalog-image' });
  const changed = async (message: string) => {
    show({ message, tone: 'success' });
    await queries.invalidateQueries({ queryKey: ['products'] });
    onChanged();
  };
  const remove = async () => {
    if (isLater) return sayLater();
    if (pending !== null) return;
    setPending('remove');
    const removed = await removeImage(product.productId);
    setPending(null);
    if (removed.ok) return changed(t('catalog.imageRemoved'));
    show({ message: t('catalog.imageNotRemoved', { detail: removed.error.detail }), tone: 'danger' });
  };
  const upload = async (file: File | undefined) => {
    if (file === undefined || product === null) return;
    setPending('upload');
    const stored = await uploadImage(product.productId, file);
    setPending(null);
    if (!stored.ok) return show({ message: t('catalog.imageFailed', { detail: stored.error.detail }), tone: 'danger' });
    await changed(t('catalog.imageSaved'));
  };
  return (
    <section className="flex items-center gap-4">
      {imageId === null ? (
        <span
          aria-hidden
          className="grid size-20 flex-none place-items-center rounded-card border border-dashed border-line-strong text-ink-3"
        >
          <ImagePlus className="size-6" strokeWidth={1.5} />
        </span>
      ) : (
        <img
          src={imageUrl(imageId)}
          alt=""
          className="size-20 flex-none rounded-card border border-line object-cover"
        />
      )}
      <input
        ref={picker}
        type="file"
        accept="image/jpeg,image/png,image/webp,image/gif,image/avif"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={t('catalog.image')}
        onChange={(event) => {
          void upload(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <Button isPending={pending === 'upload'} onClick={() => (isLater ? sayLater() : picker.current?.click())}>
        {t(imageId === null ? 'catalog.imageAdd' : 'catalog.imageReplace')}
      </Button>
      {imageId === null ? null : (
        <Button variant="quiet" isPending={pending === 'remove'} onClick={() => void remove()}>
          {t('catalog.imageRemove')}
        </Button>
      )}
    </section>
  );
}
