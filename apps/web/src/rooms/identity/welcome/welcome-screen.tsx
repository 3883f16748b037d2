import type { SetupResponse, SetupStatus } from '@mosaajii/contract/identity';
import type { CountryPreset } from '@mosaajii/contract/settings';
import { useEffect, useState } from 'react';
import { type ApiProblem, api } from '../../../platform/api/index.ts';
import { type Device, useDevice, useObservable } from '../../../platform/device/index.ts';
import { t } from '../../../platform/i18n/index.ts';
import { useNavigate } from '../../../platform/router/index.ts';
import { ErrorState, Skeleton } from '../../../platform/ui/index.ts';
import { Frame } from '../frame.tsx';
import { rememberSignIn } from '../sign-in.ts';
import {
  clearDraft,
  isFounding,
  loadDraft,
  type ProductsChoice,
  saveDraft,
  setupRequestOf,
  stepOfPath,
  type WelcomeDraft,
} from './draft.ts';
import { StepCountry } from './step-country.tsx';
import { StepFloat } from './step-float.tsx';
import { StepOwner } from './step-owner.tsx';
import { StepProducts } from './step-products.tsx';
import { StepShop } from './step-shop.tsx';
import { WelcomeFrame } from './welcome-frame.tsx';

type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly problem: ApiProblem }
  | { readonly state: 'ready'; readonly presets: readonly CountryPreset[]; readonly isSetUp: boolean };

/** The first run: five questions from nothing to an open till. */
export function WelcomeScreen() {
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    void load().then(setLoaded);
  }, [attempt]);
  if (loaded.state === 'ready') return <Wizard presets={loaded.presets} isSetUp={loaded.isSetUp} />;
  return (
    <Frame>
      {loaded.state === 'loading' ? (
        <Skeleton className="h-80 w-full max-w-[640px]" />
      ) : (
        <ErrorState title={loaded.problem.title} onRetry={() => setAttempt(attempt + 1)}>
          {loaded.problem.action}
        </ErrorState>
      )}
    </Frame>
  );
}

async function load(): Promise<Loaded> {
  const [status, countries] = await Promise.all([
    api.get<SetupStatus>('/setup'),
    api.get<{ countries: readonly CountryPreset[] }>('/countries'),
  ]);
  if (!status.ok) return { state: 'failed', problem: status.error };
  if (!countries.ok) return { state: 'failed', problem: countries.error };
  return { state: 'ready', presets: countries.value.countries, isSetUp: status.value.isSetUp };
}

interface WizardProps {
  readonly presets: readonly CountryPreset[];
  readonly isSetUp: boolean;
}

function Wizard({ presets, isSetUp }: WizardProps) {
  const device = useDevice();
  const navigate = useNavigate();
  const session = useObservable(device.session.state);
  const [isTokenKnown] = useState(() => loadDraft(sessionStorage, location.hash).token !== '');
  const [draft, setDraft] = useState(() => loadDraft(sessionStorage, location.hash));
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const keep = (next: WelcomeDraft) => {
    saveDraft(sessionStorage, next);
    setDraft(next);
  };
  useEffect(() => {
    // The token is kept with the draft; in the address it would end up in histories and screenshots.
    if (location.hash !== '') {
      saveDraft(sessionStorage, loadDraft(sessionStorage, location.hash));
      history.replaceState(history.state, '', location.pathname);
    }
  }, []);
  const isInside = draft.step === 'products' || draft.step === 'float';
  const isDone = isSetUp && !isInside && !isFounding(draft);
  useEffect(() => {
    if (isDone) navigate({ to: '/lock', replace: true });
  }, [isDone, navigate]);
  if (isDone) return null;

  const preset = presets.find(({ code }) => code === draft.country);
  const found = async (password: string) => {
    if (preset === undefined) return keep({ ...draft, step: 'country' });
    setPending(true);
    setProblem(null);
    const outcome = await foundShop(device, draft, preset, password);
    setPending(false);
    if (outcome === null) return keep({ ...draft, token: '', step: 'products' });
    setProblem(outcome);
    const path = outcome.errors?.[0]?.path;
    if (path !== undefined) keep({ ...draft, step: stepOfPath(path) });
  };
  const finish = () => {
    const choice = draft.products;
    clearDraft(sessionStorage);
    navigate({ to: choice === 'import' ? '/imports' : '/till', replace: true });
  };
  const chooseProducts = (products: ProductsChoice) => keep({ ...draft, products, step: 'float' });
  const back = (step: WelcomeDraft['step']) => () => keep({ ...draft, step });

  return (
    <WelcomeFrame step={draft.step}>
      {draft.step === 'country' ? (
        <StepCountry draft={draft} presets={presets} onDraft={keep} onNext={back('shop')} />
      ) : null}
      {draft.step === 'shop' ? (
        <StepShop draft={draft} problem={problem} onDraft={keep} onBack={back('country')} onNext={back('owner')} />
      ) : null}
      {draft.step === 'owner' ? (
        <StepOwner
          draft={draft}
          isTokenKnown={isTokenKnown}
          problem={problem}
          isPending={isPending}
          onDraft={keep}
          onBack={back('shop')}
          onSubmit={(password) => void found(password)}
        />
      ) : null}
      {draft.step === 'products' ? <StepProducts onNext={chooseProducts} /> : null}
      {draft.step === 'float' && session.status !== 'signed-out' ? (
        <StepFloat session={session.session} onBack={back('products')} onOpened={finish} />
      ) : null}
      {isInside ? null : <p className="mt-6 text-sm text-ink-3">{t('identity.welcomeKept')}</p>}
    </WelcomeFrame>
  );
}

/** Creates the shop and makes this device its first register. Returns why not, or null. */
async function foundShop(
  device: Device,
  draft: WelcomeDraft,
  preset: CountryPreset,
  password: string,
): Promise<ApiProblem | null> {
  const key = await device.enrolment.createKey();
  const registerName = t('identity.registerNameDefault');
  const body = setupRequestOf(draft, preset, { password, publicKey: key.publicKey, registerName });
  const result = await api.post<SetupResponse>('/setup', { body });
  if (!result.ok) return result.error;
  await key.complete(result.value.enrolment);
  await rememberSignIn(device, result.value.session, draft.email.trim(), password);
  return null;
}
