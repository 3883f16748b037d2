import type { ProductDetail } from '@mosaajii/contract';
import { goodsCodes } from '@mosaajii/domain/gs1';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import type { ApiProblem } from '../../../platform/api/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { useScans } from '../../../platform/scanner/index.ts';
import {
  Button,
  Dialog,
  Drawer,
  Field,
  Notice,
  Select,
  Switch,
  TextArea,
  TextInput,
  useToasts,
} from '../../../platform/ui/index.ts';
import { createProduct, updateProduct } from '../catalog-api.ts';
import { useCan, useCurrency, useTaxClasses } from '../use-shop.ts';
import { CategoryField } from './category-field.tsx';
import { ImageSection } from './image-section.tsx';
import { OptionsSection } from './options-section.tsx';
import { bodyOf, type DraftErrors, type ProductDraft, type VariantDraft, withCode } from './product-draft.ts';
import { VariantFields } from './variant-fields.tsx';
import { VariantsTable } from './variants-table.tsx';

export interface ProductFormProps {
  /** Null: a product that is not there yet. */
  readonly product: ProductDetail | null;
  readonly initial: ProductDraft;
  readonly onClose: () => void;
  /** Opens the product again, as the server has it or as it is given. */
  readonly onReload: (current?: ProductDetail) => void;
}

/** Everything about a product in one drawer. Ctrl+Enter or Ctrl+S saves; leaving with changes asks first. */
export function ProductForm({ product, initial, onClose, onReload }: ProductFormProps) {
  const [draft, setDraft] = useState(initial);
  const [isAsking, setAsking] = useState(false);
  const saving = useSave(product, draft, onClose);
  const form = useRef<HTMLFormElement>(null);
  const canWrite = useCan('catalog.write');
  const isDirty = JSON.stringify(draft) !== JSON.stringify(initial);
  const change = (part: Partial<ProductDraft>) => setDraft((now) => ({ ...now, ...part }));
  const changeVariant = (index: number, next: VariantDraft) =>
    setDraft((now) => ({ ...now, variants: now.variants.map((variant, at) => (at === index ? next : variant)) }));
  // A scan anywhere in the editor is a code of this product, as long as it is clear of which variant.
  useScans((scan) => {
    const [only] = draft.variants;
    if (only === undefined || draft.variants.length > 1) return false;
    // Of a GS1 code the product has the number; the rest is about the piece that was scanned.
    const [code = scan.code] = goodsCodes(scan.code, [], () => false, new Date().getUTCFullYear());
    const next = withCode(only, code);
    if (next === null) useToasts.getState().show({ message: t('catalog.codeKnown'), key: 'catalog-code' });
    else changeVariant(0, next);
    return true;
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canWrite) void saving.save();
    else useToasts.getState().show({ message: t('catalog.notAllowed'), key: 'catalog-permission' });
  };
  const leave = () => (isDirty ? setAsking(true) : onClose());
  const [single] = draft.variants;
  return (
    <Drawer
      title={product === null ? t('catalog.newProduct') : product.name}
      onClose={leave}
      footer={
        <>
          <Button onClick={leave}>{t('ui.cancel')}</Button>
          <Button
            variant="primary"
            shortcut="Ctrl S"
            isPending={saving.isPending}
            onClick={() => form.current?.requestSubmit()}
          >
            {t('catalog.save')}
          </Button>
        </>
      }
    >
      <form
        ref={form}
        noValidate
        onSubmit={submit}
        onKeyDown={(event) => {
          const isSave = (event.ctrlKey || event.metaKey) && (event.key === 's' || event.key === 'Enter');
          if (!isSave) return;
          event.preventDefault();
          form.current?.requestSubmit();
        }}
        className="flex flex-col gap-6"
      >
        <SaveNotice saving={saving} onReload={onReload} />
        <BasicsSection draft={draft} errors={saving.errors} onChange={change} />
        <ImageSection product={product} onChanged={() => onReload()} isDirty={isDirty} />
        {draft.options.length === 0 && single !== undefined ? (
          <section className="flex flex-col gap-4">
            <h3 className="font-semibold">{t('catalog.sectionPrice')}</h3>
            <VariantFields
              variant={single}
              path="variants.0"
              unit={draft.unit}
              errors={saving.errors}
              onChange={(next) => changeVariant(0, next)}
            />
          </section>
        ) : null}
        <OptionsSection draft={draft} errors={saving.errors} onDraft={setDraft} />
        {draft.options.length > 0 ? (
          <VariantsTable variants={draft.variants} unit={draft.unit} errors={saving.errors} onChange={changeVariant} />
        ) : null}
        <MoreSection draft={draft} onChange={change} />
      </form>
      {isAsking ? (
        <Dialog
          title={t('catalog.discardTitle')}
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>{t('catalog.keepEditing')}</Button>
              <Button variant="danger" onClick={onClose}>
                {t('catalog.discard')}
              </Button>
            </>
          }
        >
          {t('catalog.discardText')}
        </Dialog>
      ) : null}
    </Drawer>
  );
}

interface Saving {
  readonly errors: DraftErrors;
  readonly problem: ApiProblem | null;
  readonly isPending: boolean;
  /** `over`: the version that this save knowingly replaces. */
  save(over?: number): Promise<void>;
}

function useSave(product: ProductDetail | null, draft: ProductDraft, onClose: () => void): Saving {
  const currency = useCurrency();
  const queries = useQueryClient();
  const [isRefusedHere, setRefusedHere] = useState(false);
  const [serverErrors, setServerErrors] = useState<DraftErrors>({});
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isPending, setPending] = useState(false);
  // The id is made here, so that saving again after a lost answer does not make a second product.
  const [newId] = useState(() => crypto.randomUUID());
  // After a try that was refused here, an error goes when its field is right and not when Save is pressed again.
  const judged = isRefusedHere ? bodyOf(draft, currency) : null;
  const errors = judged === null || judged.ok ? serverErrors : judged.errors;
  const save = async (over?: number) => {
    const request = bodyOf(draft, currency);
    setRefusedHere(!request.ok);
    setServerErrors({});
    setProblem(null);
    if (!request.ok) return focusFirstError();
    setPending(true);
    const { body } = request;
    const result =
      product === null
        ? await createProduct({ productId: newId, ...body })
        : await updateProduct(product.productId, { ...body, version: over ?? product.version });
    setPending(false);
    if (!result.ok) {
      setProblem(result.error);
      setServerErrors(Object.fromEntries((result.error.errors ?? []).map(({ path, message }) => [path, message])));
      return focusFirstError();
    }
    await queries.invalidateQueries({ queryKey: ['products'] });
    const message = t(product === null ? 'catalog.created' : 'catalog.saved', { name: result.value.name });
    useToasts.getState().show({ message, tone: 'success' });
    onClose();
  };
  return { errors, problem, isPending, save };
}

function focusFirstError(): void {
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLElement>('dialog [aria-invalid="true"]');
    field?.focus();
    field?.scrollIntoView({ block: 'center' });
  });
}

function SaveNotice({
  saving,
  onReload,
}: {
  readonly saving: Saving;
  readonly onReload: ProductFormProps['onReload'];
}) {
  const { problem, errors } = saving;
  if (problem?.code === 'stale-version') {
    const current = problem.extra?.['current'] as ProductDetail | undefined;
    return (
      <Notice
        tone="warning"
        isAlert
        actions={
          <>
            <Button size="sm" onClick={() => onReload(current)}>
              {t('catalog.staleLoad')}
            </Button>
            <Button size="sm" onClick={() => void saving.save(current?.version)}>
              {t('catalog.staleKeep')}
            </Button>
          </>
        }
      >
        {t('catalog.staleTitle')}
      </Notice>
    );
  }
  const count = Object.keys(errors).length;
  if (count > 0) {
    return (
      <Notice tone="danger" isAlert>
        {t('catalog.saveBlocked', { count })}
      </Notice>
    );
  }
  if (problem === null) return null;
  return (
    <Notice tone="danger" isAlert>
      {t('catalog.saveFailed', { detail: `${problem.title}. ${problem.action}` })}
    </Notice>
  );
}

interface SectionProps {
  readonly draft: ProductDraft;
  readonly errors: DraftErrors;
  readonly onChange: (part: Partial<ProductDraft>) => void;
}

function BasicsSection({ draft, errors, onChange }: SectionProps) {
  const taxClasses = useTaxClasses();
  return (
    <section className="grid gap-4 sm:grid-cols-2">
      <Field label={t('catalog.name')} error={errors['name']} className="sm:col-span-2">
        <TextInput
          data-autofocus
          maxLength={300}
          value={draft.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </Field>
      <CategoryField
        value={draft.categoryId}
        error={errors['categoryId']}
        onChange={(categoryId) => onChange({ categoryId })}
      />
      <Field label={t('catalog.taxClass')} error={errors['taxClassId']}>
        <Select value={draft.taxClassId} onChange={(event) => onChange({ taxClassId: event.target.value })}>
          {taxClasses.map(({ taxClassId, name }) => (
            <option key={taxClassId} value={taxClassId}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
    </section>
  );
}

function MoreSection({ draft, onChange }: Omit<SectionProps, 'errors'>) {
  return (
    <section className="flex flex-col gap-4">
      <h3 className="font-semibold">{t('catalog.sectionMore')}</h3>
      <Field label={t('catalog.unit')} hint={t('catalog.unitHint')} className="sm:max-w-48">
        <TextInput maxLength={16} value={draft.unit} onChange={(event) => onChange({ unit: event.target.value })} />
      </Field>
      <Field label={t('catalog.description')} isOptional>
        <TextArea
          maxLength={4000}
          value={draft.description}
          onChange={(event) => onChange({ description: event.target.value })}
        />
      </Field>
      <div className="flex flex-col items-start">
        <Switch isOn={draft.isActive} onChange={(isActive) => onChange({ isActive })}>
          {t('catalog.onSale')}
        </Switch>
        <Switch
          isOn={draft.favouritePosition !== null}
          onChange={(isOn) => onChange({ favouritePosition: isOn ? (draft.favouritePosition ?? 1000) : null })}
        >
          {t('catalog.favourite')}
        </Switch>
      </div>
    </section>
  );
}
