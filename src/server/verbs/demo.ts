import { demoPeople } from "#demo/index.ts";
import { makeDemo } from "../demo-start.ts";
import { zh } from "../zh.ts";
import { type Verb, VerbRefusal } from "./verb.ts";

export const demoVerb: Verb = {
  name: "demo",
  usage: "demo",
  summary: "在空的数据文件夹中生成演示区，并列出演示人员",
  async run({ open, say }) {
    const house = await open();
    const deeds = await makeDemo(house, () => {});
    if (deeds === null) throw new VerbRefusal(zh.demo.notEmpty);
    const people = (await demoPeople(house.house)) ?? [];
    say(zh.demo.made(deeds), { deeds, people });
    for (const it of people) say(zh.demoPerson(it));
  },
};
