package hudson.model;

public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem
        implements ModelObject {
    public native RunT getLastBuild();

    private Job() {
        super((ItemGroup) null, (String) null);
    }
}
