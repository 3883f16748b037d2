import type { ProductDetail } from '@mosaajii/contract';
import { useQueryClient } from '@tanstack/react-query';
import { ImagePlus } from 'lucide-react';
import { useRef, useState } from 'react';
import { t } from '../../../platform/i18n/index.ts';
import { Button, useToasts } from '../../../platform/ui/index.ts';
import { imageUrl, uploadImage } from '../catalog-api.ts';

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
  const [isPending, setPending] = useState(false);
  const { show } = useToasts.getState();
  const imageId = product?.imageId ?? null;
  const choose = () => {
    // The upload opens the form again with its new version: what is typed has to be saved before.
    if (product === null || isDirty) show({ message: t('catalog.imageLater'), key: 'catalog-image' });
    else picker.current?.click();
  };
  const upload = async (file: File | undefined) => {
    if (file === undefined || product === null) return;
    setPending(true);
    const stored = await uploadImage(product.productId, file);
    setPending(false);
    if (!stored.ok) return show({ message: t('catalog.imageFailed', { detail: stored.error.detail }), tone: 'danger' });
    show({ message: t('catalog.imageSaved'), tone: 'success' });
    await queries.invalidateQueries({ queryKey: ['products'] });
    onChanged();
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
      <Button isPending={isPending} onClick={choose}>
        {t(imageId === null ? 'catalog.imageAdd' : 'catalog.imageReplace')}
      </Button>
    </section>
  );
}
