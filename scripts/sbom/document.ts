import { ComponentType, LifecyclePhase } from '@cyclonedx/cyclonedx-library/Enums';
import { Bom, Component, ComponentEvidence, NamedLicense, Property } from '@cyclonedx/cyclonedx-library/Models';
import { JSON as CycloneDxJson, JsonSerializer } from '@cyclonedx/cyclonedx-library/Serialize';
import { Spec1dot6 } from '@cyclonedx/cyclonedx-library/Spec';
import { Factories, Utils } from '@cyclonedx/cyclonedx-library/Contrib/License';
import type { DeployedUnit } from './bundled-packages.ts';
import type { Package } from './package-of.ts';

/** What the documents are about. */
export interface Application {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

const licences = new Factories.LicenseFactory((expression) => {
  // Whether it is one decides how it is written down; whether it is allowed is decided by licences.ts.
  if (!/\b(OR|AND|WITH)\b/.test(expression)) throw new RangeError(`${expression} is no expression.`);
});
const serializer = new JsonSerializer(new CycloneDxJson.Normalize.Factory(Spec1dot6));

/**
 * The bill of materials of one unit: CycloneDX 1.6 as JSON (https://cyclonedx.org/docs/1.6/json/). The same packages give the same document,
 * so it has neither a time nor a serial number.
 */
export function unitDocument(application: Application, { name, packages }: DeployedUnit): string {
  const unit = new Component(ComponentType.Application, name, {
    bomRef: `${application.name}:${name}`,
    version: application.version,
    group: application.name,
  });
  unit.licenses.add(licences.makeFromString(application.licence));
  return documentOf(unit, packages.map(componentOf));
}

/** The bill of materials of everything that is deployed: each package with its licence's text and the units that hold it. */
export function wholeDocument(application: Application, units: readonly DeployedUnit[]): string {
  const whole = new Component(ComponentType.Application, application.name, {
    bomRef: application.name,
    version: application.version,
  });
  whole.licenses.add(licences.makeFromString(application.licence));
  const packages = [...new Set(units.flatMap((unit) => unit.packages))];
  const components = packages.map((one) => {
    const component = componentOf(one);
    component.evidence = evidenceOf(one);
    for (const { name } of units.filter((unit) => unit.packages.includes(one))) {
      component.properties.add(new Property('dragons:bundledIn', name));
    }
    return component;
  });
  return documentOf(whole, components);
}

function documentOf(subject: Component, components: readonly Component[]): string {
  const bom = new Bom();
  bom.metadata.component = subject;
  bom.metadata.lifecycles.add(LifecyclePhase.Build);
  for (const component of components) {
    bom.components.add(component);
    subject.dependencies.add(component.bomRef);
  }
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function componentOf({ name, version, licence }: Package): Component {
  const slash = name.indexOf('/');
  // https://github.com/package-url/purl-spec/blob/main/types-doc/npm-definition.md: the scope's @ is encoded.
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const component = new Component(ComponentType.Library, name.slice(slash + 1), {
    bomRef: purl,
    purl,
    version,
    ...(slash < 0 ? {} : { group: name.slice(0, slash) }),
  });
  if (licence !== undefined) component.licenses.add(licences.makeFromString(licence));
  return component;
}

/** The texts of a package's licence and notices, as far as it has some. */
function evidenceOf({ folder }: Package): ComponentEvidence {
  const evidence = new ComponentEvidence();
  for (const { file, text } of new Utils.LicenseEvidenceGatherer().getFileAttachments(folder)) {
    evidence.licenses.add(new NamedLicense(`file: ${file}`, { text }));
  }
  return evidence;
}
