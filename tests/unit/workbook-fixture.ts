import { strToU8, zipSync } from "fflate";

const part = (body: string) => strToU8(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`);

/** A workbook as spreadsheets write it: a title, a gap, shared texts, dates by style, an error, a second sheet. */
export function workbook(): Uint8Array {
  return zipSync({
    "[Content_Types].xml": part("<Types/>"),
    "xl/workbook.xml": part(
      '<workbook xmlns:r="r"><sheets><sheet name="Secret" sheetId="1" state="hidden" r:id="rId9"/><sheet name="Data" sheetId="2" r:id="rId1"/><sheet name="More" sheetId="3" r:id="rId2"/></sheets></workbook>',
    ).slice(),
    "xl/_rels/workbook.xml.rels": part(
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Target="/xl/worksheets/sheet2.xml" Id="rId2"/></Relationships>',
    ),
    "xl/sharedStrings.xml": part(
      '<sst><si><t>when</t></si><si><t>n</t></si><si><t>city</t></si><si><t>ok</t></si><si><t>Köln &amp; Bonn</t></si><si><r><t>rich</t></r><r><t xml:space="preserve"> text</t></r><rPh><t>no</t></rPh></si><si><t>Towns of 2021</t></si></sst>',
    ),
    "xl/styles.xml": part(
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[Red]yyyy\\-mm\\-dd\\ hh:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    ),
    "xl/worksheets/sheet1.xml": part(`<worksheet><sheetData>
<row r="1"><c r="B1" t="s"><v>6</v></c></row>
<row r="2"/>
<row r="3"><c r="B3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c><c r="D3" t="s"><v>2</v></c><c r="E3" t="s"><v>3</v></c></row>
<row r="4"><c r="B4" s="1"><v>44269</v></c><c r="C4"><v>1.5</v></c><c r="D4" t="s"><v>4</v></c><c r="E4" t="b"><v>1</v></c></row>
<row r="5"><c r="B5" s="2"><v>59.5</v></c><c r="C5" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D5" t="s"><v>5</v></c><c r="E5" t="b"><v>0</v></c></row>
<row r="6"><c r="B6" s="1"><v>36526</v></c><c r="C6"><v>0.1</v></c><c r="E6" t="b"><v>1</v></c></row>
</sheetData></worksheet>`),
    "xl/worksheets/sheet2.xml": part(
      '<x:worksheet xmlns:x="x"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>q</x:t></x:is></x:c></x:row><x:row><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    ),
  });
}
