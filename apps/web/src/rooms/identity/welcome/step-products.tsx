import { FileUp, type LucideIcon, PackageOpen, ScanBarcode } from 'lucide-react';
import { useState } from 'react';
import { type ApiProblem, api } from '../../../platform/api/index.ts';
import { type Device, useDevice } from '../../../platform/device/index.ts';
import { type MessageKey, t } from '../../../platform/i18n/index.ts';
import { Notice, Progress } from '../../../platform/ui/index.ts';
import { Question } from '../frame.tsx';
import type { ProductsChoice } from './draft.ts';

interface Choice {
  readonly value: ProductsChoice;
  readonly icon: LucideIcon;
  readonly title: MessageKey;
  readonly text: MessageKey;
}

const CHOICES: readonly Choice[] = [
  { value: 'demo', icon: PackageOpen, title: 'identity.productsDemo', text: 'identity.productsDemoText' },
  { value: 'import', icon: FileUp, title: 'identity.productsImport', text: 'identity.productsImportText' },
  { value: 'scan', icon: ScanBarcode, title: 'identity.productsScan', text: 'identity.productsScanText' },
];

/** So long the demo shop's goods are waited for; after that the till shows that they are on their way. */
const LONGEST_WAIT_MS = 5000;

/** Fetches the catalogue and waits until there is something to sell on this device, or for as long as anybody would. */
async function goodsArrive({ catalog, sync }: Device): Promise<void> {
  const hasGoods = () => catalog.state.get().variantCount > 0;
  sync.retry();
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(done, LONGEST_WAIT_MS);
    const stop = catalog.state.subscribe(() => hasGoods() && done());
    if (hasGoods()) done();
  });
}

/** Where the first products come from. Choosing is going on. */
export function StepProducts({ onNext }: { readonly onNext: (choice: ProductsChoice) => void }) {
  const device = useDevice();
  const [isLoading, setLoading] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const choose = async (choice: ProductsChoice) => {
    if (choice !== 'demo') return onNext(choice);
    setLoading(true);
    setProblem(null);
    const result = await api.post('/demo', { body: {} });
    // A till that opened without its goods would say that there are none.
    if (result.ok) await goodsArrive(device);
    setLoading(false);
    if (result.ok) onNext('demo');
    else setProblem(result.error);
  };
  return (
    <Question title={t('identity.productsTitle')} text={t('identity.productsText')}>
      {isLoading ? (
        <div className="flex flex-col gap-3 py-6" role="status">
          <p className="font-medium">{t('identity.demoLoading')}</p>
          <Progress label={t('identity.demoLoading')} />
        </div>
      ) : (
        <ul className="flex flex-col gap-3">
          {CHOICES.map((choice) => (
            <li key={choice.value}>
              <ChoiceButton choice={choice} onChoose={() => void choose(choice.value)} />
            </li>
          ))}
        </ul>
      )}
      {problem === null ? null : (
        <Notice tone="danger" isAlert>
          {problem.title}. {problem.detail}
        </Notice>
      )}
    </Question>
  );
}

function ChoiceButton({ choice, onChoose }: { readonly choice: Choice; readonly onChoose: () => void }) {
  const Icon = choice.icon;
  return (
    <button
      type="button"
      onClick={onChoose}
      className="flex w-full items-center gap-4 rounded-card border border-line bg-surface p-4 text-start transition-colors duration-75 hover:border-brand hover:bg-brand-tint"
    >
      <span aria-hidden className="grid size-11 flex-none place-items-center rounded-card bg-brand-tint text-brand-ink">
        <Icon className="size-6" strokeWidth={1.75} />
      </span>
      <span className="min-w-0">
        <span className="block text-md font-semibold">{t(choice.title)}</span>
        <span className="block text-ink-2">{t(choice.text)}</span>
      </span>
    </button>
  );
}
