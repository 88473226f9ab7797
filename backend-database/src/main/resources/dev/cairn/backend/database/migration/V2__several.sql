-- Documents with several values at a path have one more row in the index, which a store says that was empty when it learned of that.
insert into store_meta (name, content)
select 'several', '2' from (select 1 as one) o where not exists (select 1 from document);
