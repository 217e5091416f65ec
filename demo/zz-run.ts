import { mkdtempSync } from "node:fs";
import { openHouse } from "#server/house.ts";
import { PARTS } from "#server/modules.ts";
import * as organization from "#modules/organization/index.ts";
import { day } from "#shared/day.ts";
import { tellStory } from "./story.ts";
import { perform } from "./perform.ts";
const folder = mkdtempSync("/tmp/demo-x/d-");
const parts = PARTS.some(p=>p.name==="modules/organization") ? PARTS : [...PARTS, { name: "modules/organization", verbs: organization.verbs, registers: organization.registers, routes: organization.routes, sentences: organization.eventSentences }];
const t0=performance.now();
const open = await openHouse({ dataFolder: folder, parts });
console.log("opened", performance.now()-t0);
try {
  const t1=performance.now();
  const story = tellStory("云湾", day("2026-11-22"));
  console.log("story", performance.now()-t1, story.deeds.length, Object.entries(Object.groupBy(story.deeds, d=>d.kind)).map(([k,v])=>k+":"+v!.length).join(" "));
  const t2=performance.now();
  let last=0;
  await perform(open.house, story.deeds, (done, all, on) => { if (done-last>400) { last=done; console.log(done, all, on, Math.round(performance.now()-t2)); } });
  console.log("performed", performance.now()-t2);
  for (const q of ["select count(*) from membership where valid_to is null","select count(*) from audit_event","select count(*) from organization where closed_on is not null","select count(distinct s.organization_id) from post s join post h on h.organization_id=s.organization_id and h.person_id=s.person_id and s.post='secretary' and h.post='village_head' and s.valid_to is null and h.valid_to is null", "select count(*) from organization where closed_on is null", "select state,count(*) from transfer group by 1","select kind,state,count(*) from organization_event group by 1,2", "select count(*) from person p join membership m on m.person_id=p.id and m.valid_to is null where m.org_path<>p.org_path"])
    console.log(q.slice(0,60), JSON.stringify((await open.database.ownerPool.query(q)).rows));
} catch (e) { console.log(e); } finally { console.log(Object.entries((globalThis as any).T).map(([k,v]: any)=>k+' '+Math.round(v[0])+'ms '+v[1]+' in '+v[2]).join('\n')); await open.close(); }
