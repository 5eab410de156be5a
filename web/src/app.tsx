import { ErrorBoundary, LocationProvider, Route, Router, useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { BrokenPage } from './parts/broken-page.tsx';
import { Flash } from './parts/flash.tsx';
import { Header } from './parts/header.tsx';
import { lazyPage } from './parts/lazy-page.tsx';
import { Page } from './parts/page.tsx';
import { SignedIn } from './parts/signed-in.tsx';
import { t } from './messages/messages.ts';
import { BrowsePage } from './pages/browse/browse-page.tsx';
import { ServicesProvider, type Services } from './services.ts';

const DragonPage = lazyPage(async () => (await import('./pages/dragon/dragon-page.tsx')).DragonPage);
const EditPage = lazyPage(async () => (await import('./pages/dragon/edit-page.tsx')).EditPage);
const ReportFormPage = lazyPage(async () => (await import('./pages/report/report-form-page.tsx')).ReportFormPage);
const ReportsPage = lazyPage(async () => (await import('./pages/reports/reports-page.tsx')).ReportsPage);
const ReportPage = lazyPage(async () => (await import('./pages/reports/report-page.tsx')).ReportPage);

/** The whole page. */
export function App({ services }: { readonly services: Services }) {
  return (
    <ServicesProvider value={services}>
      <LocationProvider>
        <a class="skip-link" href="#content">
          {t('common.skip')}
        </a>
        <Header />
        <main id="content" tabIndex={-1}>
          <Flash />
          <SignedIn>
            <Pages />
          </SignedIn>
        </main>
      </LocationProvider>
    </ServicesProvider>
  );
}

function Pages() {
  const { path } = useLocation();
  const [brokenPath, setBrokenPath] = useState<string>();
  // The router decodes what stands in the path.
  if (!isDecodable(path)) return <NotFoundPage />;
  if (brokenPath === path) return <BrokenPage />;
  return (
    <ErrorBoundary onError={() => setBrokenPath(path)}>
      <Router>
        <Route path="/" component={BrowsePage} />
        <Route path="/dragons/:dragonName" component={DragonPage} />
        <Route path="/dragons/:dragonName/edit" component={EditPage} />
        <Route path="/report" component={ReportFormPage} />
        <Route path="/reports" component={ReportsPage} />
        <Route path="/reports/:reportId" component={ReportPage} />
        <Route default component={NotFoundPage} />
      </Router>
    </ErrorBoundary>
  );
}

function isDecodable(path: string): boolean {
  try {
    // The result is looked at, or the build would leave the call out: it takes it for one without an effect.
    return decodeURIComponent(path) !== '';
  } catch {
    return false;
  }
}

function NotFoundPage() {
  return (
    <Page title={t('common.notFound.title')}>
      <p>{t('common.notFound.text')}</p>
      <p>
        <a href="/">{t('common.notFound.home')}</a>
      </p>
    </Page>
  );
}
